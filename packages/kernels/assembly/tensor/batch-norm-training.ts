/*
 * Batch normalization in training, of x seen as [outer, channels, inner], m = outer * inner values a channel:
 *
 *     mean             = k + delta,  where k is the channel's first value and delta = sum(x - k) / m
 *     variance         = sum((x - k - delta)^2) / m
 *     inverseDeviation = 1 / sqrt(variance + epsilon)
 *     y                = (x - k) * scale + shift,  scale = gamma * inverseDeviation, shift = beta - delta * scale
 *
 * x - k is exact where an offset common to all values would have cost digits. What the gradient needs is written once
 * more, side by side: [mean, inverseDeviation, scale].
 */
import { columnAffine } from './column-affine';
import { columnMoments } from './column-moments';
import { runAffine, runSquares, runSum } from './runs';

/**
 * @param gamma Address, or 0 for ones.
 * @param beta Address, or 0 for zeros.
 * @param saved Room for 3 * channels floats.
 * @param scratch Room for channels floats.
 */
export function batchNormTraining(outer: usize, channels: usize, inner: usize, epsilon: f32, x: usize, gamma: usize, beta: usize, y: usize, mean: usize, variance: usize, saved: usize, scratch: usize): void {
  if (inner == 1 && channels > 1) inColumns(outer, channels, epsilon, x, gamma, beta, y, mean, variance, saved, scratch);
  else if (channels == 1) inRuns(1, 1, outer * inner, epsilon, x, gamma, beta, y, mean, variance, saved);
  else inRuns(outer, channels, inner, epsilon, x, gamma, beta, y, mean, variance, saved);
}

function inColumns(rows: usize, channels: usize, epsilon: f32, x: usize, gamma: usize, beta: usize, y: usize, mean: usize, variance: usize, saved: usize, shifts: usize): void {
  const inverseDeviations = saved + channels * 4;
  const scales = inverseDeviations + channels * 4;
  columnMoments(x, rows, channels, mean, variance);
  for (let at: usize = 0; at < channels * 4; at += 4) {
    const delta = load<f32>(mean + at);
    const v = load<f32>(variance + at) / <f32>rows;
    const s = <f32>1 / sqrt<f32>(v + epsilon);
    const scale = gamma ? s * load<f32>(gamma + at) : s;
    const b: f32 = beta ? load<f32>(beta + at) : 0;
    const rounded = load<f32>(x + at) + delta;
    store<f32>(mean + at, rounded);
    store<f32>(variance + at, v);
    store<f32>(saved + at, rounded);
    store<f32>(inverseDeviations + at, s);
    store<f32>(scales + at, scale);
    store<f32>(shifts + at, b - delta * scale);
  }
  columnAffine(x, y, rows, channels, x, scales, shifts);
}

function inRuns(outer: usize, channels: usize, inner: usize, epsilon: f32, x: usize, gamma: usize, beta: usize, y: usize, mean: usize, variance: usize, saved: usize): void {
  const inverseDeviations = saved + channels * 4;
  const scales = inverseDeviations + channels * 4;
  const run = inner * 4;
  const stride = channels * run;
  const end = outer * stride;
  const count = <f64>(outer * inner);
  for (let channel: usize = 0; channel < channels; channel++) {
    const at = channel * 4;
    const start = x + channel * run;
    const k = load<f32>(start);
    let sum: f64 = 0;
    for (let o: usize = 0; o < end; o += stride) sum += runSum(start + o, inner, k);
    const delta = <f32>(sum / count);
    let squares: f64 = 0;
    for (let o: usize = 0; o < end; o += stride) squares += runSquares(start + o, inner, k, delta);
    const v = <f32>(squares / count);
    const s = <f32>1 / sqrt<f32>(v + epsilon);
    const scale = gamma ? s * load<f32>(gamma + at) : s;
    const b: f32 = beta ? load<f32>(beta + at) : 0;
    store<f32>(mean + at, k + delta);
    store<f32>(variance + at, v);
    store<f32>(saved + at, k + delta);
    store<f32>(inverseDeviations + at, s);
    store<f32>(scales + at, scale);
    const target = y + channel * run;
    for (let o: usize = 0; o < end; o += stride) runAffine(start + o, target + o, inner, k, scale, b - delta * scale);
  }
}
