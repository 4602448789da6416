/*
 * Batch normalization in training, of x seen as [outer, channels, inner], m = outer * inner values a channel:
 *
 *     mean             = k + delta,  where k is a value near the mean and delta = sum(x - k) / m
 *     variance         = sum((x - k - delta)^2) / m
 *     inverseDeviation = 1 / sqrt(variance + epsilon)
 *     y                = (x - r) * scale + shift,  r = k + delta rounded to float32, rest = k + delta - r,
 *                        scale = gamma * inverseDeviation, shift = beta - rest * scale
 *
 * x - k is exact where an offset common to all values would have cost digits. A variance that exceeds float32 is NaN, and
 * with it the channel: divided by infinity, all its values would become 0. What the gradient needs is written once more,
 * side by side: [mean, inverseDeviation, scale].
 */
import { columnAffine } from './column-affine';
import { columnMoments, columnOrigins } from './column-moments';
import { runAffine, runMoments, runSum } from './runs';

/**
 * @param gamma Address, or 0 for ones.
 * @param beta Address, or 0 for zeros.
 * @param saved Room for 3 * channels floats.
 * @param scratch Room for 2 * channels floats.
 */
export function batchNormTraining(outer: usize, channels: usize, inner: usize, epsilon: f32, x: usize, gamma: usize, beta: usize, y: usize, mean: usize, variance: usize, saved: usize, scratch: usize): void {
  if (inner == 1 && channels > 1) inColumns(outer, channels, epsilon, x, gamma, beta, y, mean, variance, saved, scratch);
  else if (channels == 1) inRuns(1, 1, outer * inner, epsilon, x, gamma, beta, y, mean, variance, saved, scratch);
  else inRuns(outer, channels, inner, epsilon, x, gamma, beta, y, mean, variance, saved, scratch);
}

function inColumns(rows: usize, channels: usize, epsilon: f32, x: usize, gamma: usize, beta: usize, y: usize, mean: usize, variance: usize, saved: usize, scratch: usize): void {
  const origins = scratch;
  const shifts = scratch + channels * 4;
  const inverseDeviations = saved + channels * 4;
  const scales = inverseDeviations + channels * 4;
  columnOrigins(x, rows, channels, origins);
  columnMoments(x, rows, channels, origins, mean, variance);
  for (let at: usize = 0; at < channels * 4; at += 4) {
    const delta = load<f32>(mean + at);
    const v = nanIfInfinite(load<f32>(variance + at) / <f32>rows);
    const s = <f32>1 / sqrt<f32>(v + epsilon);
    const scale = gamma ? s * load<f32>(gamma + at) : s;
    const b: f32 = beta ? load<f32>(beta + at) : 0;
    const origin = load<f32>(origins + at);
    const rounded = origin + delta;
    const rest = delta - (rounded - origin);
    store<f32>(mean + at, rounded);
    store<f32>(variance + at, v);
    store<f32>(saved + at, rounded);
    store<f32>(inverseDeviations + at, s);
    store<f32>(scales + at, scale);
    store<f32>(shifts + at, b - rest * scale);
  }
  columnAffine(x, y, rows, channels, saved, scales, shifts);
}

function inRuns(outer: usize, channels: usize, inner: usize, epsilon: f32, x: usize, gamma: usize, beta: usize, y: usize, mean: usize, variance: usize, saved: usize, scratch: usize): void {
  const inverseDeviations = saved + channels * 4;
  const scales = inverseDeviations + channels * 4;
  const run = inner * 4;
  const stride = channels * run;
  const end = outer * stride;
  const count = <f64>(outer * inner);
  for (let channel: usize = 0; channel < channels; channel++) {
    const at = channel * 4;
    const start = x + channel * run;
    const first = load<f32>(start);
    let sum: f64 = 0;
    for (let o: usize = 0; o < end; o += stride) sum += runSum(start + o, inner, first);
    // The first value may be far from all others: what is left is found once more, with the squares.
    const rough = <f32>(<f64>first + sum / count);
    store<f64>(scratch, 0);
    let squares: f64 = 0;
    for (let o: usize = 0; o < end; o += stride) squares += runMoments(start + o, inner, rough, scratch);
    const missing = load<f64>(scratch) / count;
    const rounded = <f32>(<f64>rough + missing);
    const v = nanIfInfinite(<f32>max(squares / count - missing * missing, 0));
    const s = <f32>1 / sqrt<f32>(v + epsilon);
    const scale = gamma ? s * load<f32>(gamma + at) : s;
    const b: f32 = beta ? load<f32>(beta + at) : 0;
    store<f32>(mean + at, rounded);
    store<f32>(variance + at, v);
    store<f32>(saved + at, rounded);
    store<f32>(inverseDeviations + at, s);
    store<f32>(scales + at, scale);
    const target = y + channel * run;
    for (let o: usize = 0; o < end; o += stride) runAffine(start + o, target + o, inner, rough, scale, b - <f32>missing * scale);
  }
}

// @ts-ignore: decorator
@inline
function nanIfInfinite(value: f32): f32 {
  return value + (value - value);
}
