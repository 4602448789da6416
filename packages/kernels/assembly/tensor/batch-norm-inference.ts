/*
 * Batch normalization with given statistics: y = (x - center) * scale + shift, of x seen as [outer, channels, inner].
 * Center and shift may be absent, address 0, for zeros.
 */
import { columnAffine } from './column-affine';
import { runAffine } from './runs';

export function batchNormInference(outer: usize, channels: usize, inner: usize, x: usize, center: usize, scale: usize, shift: usize, y: usize): void {
  if (inner == 1 && channels > 1) {
    columnAffine(x, y, outer, channels, center, scale, shift);
    return;
  }
  const run = inner * 4;
  for (let o: usize = 0; o < outer; o++) {
    for (let at: usize = 0; at < channels * 4; at += 4) {
      runAffine(x, y, inner, valueAt(center, at), load<f32>(scale + at), valueAt(shift, at));
      x += run;
      y += run;
    }
  }
}

// @ts-ignore: decorator
@inline
function valueAt(values: usize, at: usize): f32 {
  return values ? load<f32>(values + at) : 0;
}
