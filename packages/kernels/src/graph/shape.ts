/** @internal The shape of a layer's output for one example: an image, or with one pixel a vector. */
export interface Shape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Whether it is written `[channels]`. */
  readonly isFlat: boolean;
}

/** @internal The shape as a user writes it. */
export function writtenShape({ height, width, channels, isFlat }: Shape): number[] {
  return isFlat ? [channels] : [height, width, channels];
}

/** Values of an example. */
export function sizeOf({ height, width, channels }: Shape): number {
  return height * width * channels;
}
