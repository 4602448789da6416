/** A single prediction: a row for each image. */
export interface PredictionRow {
  /**
   * The image, row by row from its top left corner: as many values as a square has, such as 784 for 28 by 28. 0 to 1, or
   * 0 to 255 in a `Uint8Array` or `Uint8ClampedArray`; 0 is paper, the greatest is ink.
   */
  readonly pixels: ArrayLike<number>;
  /** What the image shows. */
  readonly digit: number;
  /** What the network took it for. */
  readonly prediction: number;
}
