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
