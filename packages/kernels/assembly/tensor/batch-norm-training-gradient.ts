/*
 * The gradient of batch normalization in training, of x and dy = dL/dy seen as [outer, channels, inner], m = outer *
 * inner values a channel, s = inverseDeviation. The mean that was saved is rounded, by as much as 0.03 where it is
 * about a million, so its distance from the exact one is found again:
 *
 *     d      = x - mean,   delta = sum(d) / m,   xHat = (d - delta) * s
 *     dbeta  = sum(dy)
 *     dgamma = sum(dy * xHat) = s * (sum(dy * d) - delta * dbeta)
 *     dx     = gamma * s * (dy - dbeta / m - xHat * dgamma / m)
 *            = a * dy + b * d + c,   a = gamma * s, the saved scale,  b = -a * s * dgamma / m,  c = -a * dbeta / m - b * delta
 */
import { columnGradient, columnGradientSums } from './column-gradient';
import { runGradient, runProduct, runSum } from './runs';

/**
 * @param saved What batchNormTraining left there: mean, inverse deviation and scale of each channel.
 * @param scratch Room for 2 * channels floats.
 */
export function batchNormTrainingGradient(outer: usize, channels: usize, inner: usize, x: usize, dy: usize, saved: usize, dx: usize, dgamma: usize, dbeta: usize, scratch: usize): void {
  if (inner == 1 && channels > 1) inColumns(outer, channels, x, dy, saved, dx, dgamma, dbeta, scratch);
  else if (channels == 1) inRuns(1, 1, outer * inner, x, dy, saved, dx, dgamma, dbeta);
  else inRuns(outer, channels, inner, x, dy, saved, dx, dgamma, dbeta);
}

function inColumns(rows: usize, channels: usize, x: usize, dy: usize, mean: usize, dx: usize, dgamma: usize, dbeta: usize, scratch: usize): void {
  const inverseDeviation = mean + channels * 4;
  const as = inverseDeviation + channels * 4;
  const bs = scratch;
  const cs = bs + channels * 4;
  columnGradientSums(x, dy, rows, channels, mean, dbeta, dgamma, cs);
  const perRow = <f32>1 / <f32>rows;
  for (let at: usize = 0; at < channels * 4; at += 4) {
    const s = load<f32>(inverseDeviation + at);
    const sumDy = load<f32>(dbeta + at);
    const delta = load<f32>(cs + at) * perRow;
    const sumDyXHat = s * (load<f32>(dgamma + at) - delta * sumDy);
    const a = load<f32>(as + at);
    const b = -a * s * sumDyXHat * perRow;
    store<f32>(dgamma + at, sumDyXHat);
    store<f32>(bs + at, b);
    store<f32>(cs + at, -a * sumDy * perRow - b * delta);
  }
  columnGradient(x, dy, dx, rows, channels, mean, as, bs, cs);
}

function inRuns(outer: usize, channels: usize, inner: usize, x: usize, dy: usize, mean: usize, dx: usize, dgamma: usize, dbeta: usize): void {
  const inverseDeviation = mean + channels * 4;
  const scale = inverseDeviation + channels * 4;
  const run = inner * 4;
  const stride = channels * run;
  const end = outer * stride;
  const count = <f64>(outer * inner);
  for (let channel: usize = 0; channel < channels; channel++) {
    const at = channel * 4;
    const start = channel * run;
    const origin = load<f32>(mean + at);
    let sumD: f64 = 0;
    let sumDy: f64 = 0;
    let sumDyD: f64 = 0;
    for (let o = start; o < start + end; o += stride) {
      sumD += runSum(x + o, inner, origin);
      sumDy += runSum(dy + o, inner, 0);
      sumDyD += runProduct(dy + o, x + o, inner, origin);
    }
    const s = <f64>load<f32>(inverseDeviation + at);
    const delta = sumD / count;
    const sumDyXHat = s * (sumDyD - delta * sumDy);
    const a = <f64>load<f32>(scale + at);
    const b = (-a * s * sumDyXHat) / count;
    const c = (-a * sumDy) / count - b * delta;
    store<f32>(dgamma + at, <f32>sumDyXHat);
    store<f32>(dbeta + at, <f32>sumDy);
    for (let o = start; o < start + end; o += stride) {
      runGradient(x + o, dy + o, dx + o, inner, origin, <f32>a, <f32>b, <f32>c);
    }
  }
}
