/*
 * How the pixels of a target meet those of a source, axis by axis. Target pixel first + step i, for i in [0, count),
 * meets the source pixels stride i + offset + dilation k, for k in [0, kernel). Where that is outside, it is left out.
 *
 * The engine writes the fields, in this order, as 32-bit integers.
 */
@unmanaged
export class Geometry {
  /** Source pixels, and channels of each. */
  height: i32;
  width: i32;
  channels: i32;
  /** Target pixels, and channels of each. */
  targetHeight: i32;
  targetWidth: i32;
  outputs: i32;
  countY: i32;
  firstY: i32;
  stepY: i32;
  kernelY: i32;
  strideY: i32;
  dilationY: i32;
  offsetY: i32;
  countX: i32;
  firstX: i32;
  stepX: i32;
  kernelX: i32;
  strideX: i32;
  dilationX: i32;
  offsetX: i32;
}

/** Bytes of a channel of a pixel: 8 images, a float each. */
export const CHANNEL_SHIFT: usize = 5;

/** The first tap at or past source pixel 0, when tap 0 is at `start`. */
// @ts-ignore: decorator
@inline
export function firstTap(start: i32, dilation: i32): i32 {
  return start >= 0 ? 0 : (dilation - 1 - start) / dilation;
}

/** One past the last tap before source pixel `size`. */
// @ts-ignore: decorator
@inline
export function endTap(start: i32, dilation: i32, kernel: i32, size: i32): i32 {
  return start >= size ? 0 : min(kernel, (size - start + dilation - 1) / dilation);
}

/** The first of the target pixels whose tap at `start` + `stride` i is at or past source pixel 0. */
// @ts-ignore: decorator
@inline
export function firstTarget(start: i32, stride: i32): i32 {
  return start >= 0 ? 0 : (stride - 1 - start) / stride;
}

/** One past the last of `count` target pixels whose tap at `start` + `stride` i is before source pixel `size`. */
// @ts-ignore: decorator
@inline
export function endTarget(start: i32, stride: i32, count: i32, size: i32): i32 {
  return start >= size ? 0 : min(count, (size - 1 - start) / stride + 1);
}
