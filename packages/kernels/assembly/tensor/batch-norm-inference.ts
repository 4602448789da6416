/* Batch normalization with given statistics, folded: y = x * scale + shift, of x seen as [outer, channels, inner]. */
import { columnAffine } from './column-affine';
import { runAffine } from './runs';

export function batchNormInference(outer: usize, channels: usize, inner: usize, x: usize, scale: usize, shift: usize, y: usize): void {
  if (inner == 1 && channels > 1) {
    columnAffine(x, y, outer, channels, 0, scale, shift);
    return;
  }
  const run = inner * 4;
  for (let o: usize = 0; o < outer; o++) {
    for (let at: usize = 0; at < channels * 4; at += 4) {
      runAffine(x, y, inner, 0, load<f32>(scale + at), load<f32>(shift + at));
      x += run;
      y += run;
    }
  }
}
