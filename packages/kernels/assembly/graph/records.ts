/*
 * How the pixels of a target meet those of a source, axis by axis. Target pixel first + step i, for i in [0, count),
 * meets the source pixels stride i + offset + dilation k, for k in [0, kernel). Where that is outside, it is left out.
 *
 * The engine writes the fields.
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
