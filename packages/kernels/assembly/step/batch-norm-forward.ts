/*
 * Batch norm of a batch, each column c over its m rows, two passes:
 *
 *   mean = sum(x) / m,  variance = sum((x - mean)^2) / m
 *   y = gamma (x - mean) / sqrt(variance + epsilon) + beta
 *
 * x - mean stays in `centred` for the way back: xHat is that times the inverse deviation. A relu that follows is
 * applied on the way. Eight columns at a time; even and odd rows are summed apart, which halves the wait for each sum.
 */

// @ts-ignore: decorator
@inline
function eightColumns(
  relu: bool, rows: u32, x: usize, centred: usize, y: usize, stride: usize,
  gamma: usize, beta: usize, inverseDeviation: usize,
  populationMean: usize, populationVariance: usize, keep: f32, take: f32, epsilon: f32,
): void {
  const zero = f32x4.splat(0);
  const share = f32x4.splat(1 / <f32>rows);
  const size = <usize>rows * stride;
  const evenEnd = x + <usize>(rows & ~1) * stride;

  let s0 = zero, s1 = zero, t0 = zero, t1 = zero;
  let p = x;
  while (p < evenEnd) {
    s0 = f32x4.add(s0, v128.load(p));
    s1 = f32x4.add(s1, v128.load(p, 16));
    p += stride;
    t0 = f32x4.add(t0, v128.load(p));
    t1 = f32x4.add(t1, v128.load(p, 16));
    p += stride;
  }
  if (rows & 1) {
    s0 = f32x4.add(s0, v128.load(p));
    s1 = f32x4.add(s1, v128.load(p, 16));
  }
  const mean0 = f32x4.mul(f32x4.add(s0, t0), share);
  const mean1 = f32x4.mul(f32x4.add(s1, t1), share);

  s0 = zero; s1 = zero; t0 = zero; t1 = zero;
  p = x;
  let q = centred;
  while (p < evenEnd) {
    const d0 = f32x4.sub(v128.load(p), mean0);
    const d1 = f32x4.sub(v128.load(p, 16), mean1);
    v128.store(q, d0);
    v128.store(q, d1, 16);
    s0 = f32x4.add(s0, f32x4.mul(d0, d0));
    s1 = f32x4.add(s1, f32x4.mul(d1, d1));
    p += stride;
    q += stride;
    const e0 = f32x4.sub(v128.load(p), mean0);
    const e1 = f32x4.sub(v128.load(p, 16), mean1);
    v128.store(q, e0);
    v128.store(q, e1, 16);
    t0 = f32x4.add(t0, f32x4.mul(e0, e0));
    t1 = f32x4.add(t1, f32x4.mul(e1, e1));
    p += stride;
    q += stride;
  }
  if (rows & 1) {
    const d0 = f32x4.sub(v128.load(p), mean0);
    const d1 = f32x4.sub(v128.load(p, 16), mean1);
    v128.store(q, d0);
    v128.store(q, d1, 16);
    s0 = f32x4.add(s0, f32x4.mul(d0, d0));
    s1 = f32x4.add(s1, f32x4.mul(d1, d1));
  }
  const variance0 = f32x4.mul(f32x4.add(s0, t0), share);
  const variance1 = f32x4.mul(f32x4.add(s1, t1), share);

  const one = f32x4.splat(1);
  const eps = f32x4.splat(epsilon);
  const inverse0 = f32x4.div(one, f32x4.sqrt(f32x4.add(variance0, eps)));
  const inverse1 = f32x4.div(one, f32x4.sqrt(f32x4.add(variance1, eps)));
  v128.store(inverseDeviation, inverse0);
  v128.store(inverseDeviation, inverse1, 16);
  if (populationMean) {
    move(populationMean, mean0, keep, take);
    move(populationMean + 16, mean1, keep, take);
    move(populationVariance, variance0, keep, take);
    move(populationVariance + 16, variance1, keep, take);
  }

  const scale0 = f32x4.mul(v128.load(gamma), inverse0);
  const scale1 = f32x4.mul(v128.load(gamma, 16), inverse1);
  const beta0 = v128.load(beta);
  const beta1 = v128.load(beta, 16);
  const end = centred + size;
  for (q = centred; q < end; q += stride) {
    const y0 = f32x4.add(f32x4.mul(v128.load(q), scale0), beta0);
    const y1 = f32x4.add(f32x4.mul(v128.load(q, 16), scale1), beta1);
    v128.store(y, relu ? f32x4.pmax(y0, zero) : y0);
    v128.store(y, relu ? f32x4.pmax(y1, zero) : y1, 16);
    y += stride;
  }
}

/** average = keep average + take value: the population statistics that inference uses. */
// @ts-ignore: decorator
@inline
function move(average: usize, value: v128, keep: f32, take: f32): void {
  const kept = f32x4.mul(v128.load(average), f32x4.splat(keep));
  v128.store(average, f32x4.add(kept, f32x4.mul(value, f32x4.splat(take))));
}

function reluColumns(
  rows: u32, x: usize, centred: usize, y: usize, stride: usize,
  gamma: usize, beta: usize, inverseDeviation: usize,
  populationMean: usize, populationVariance: usize, keep: f32, take: f32, epsilon: f32,
): void {
  eightColumns(true, rows, x, centred, y, stride, gamma, beta, inverseDeviation, populationMean, populationVariance, keep, take, epsilon);
}

function plainColumns(
  rows: u32, x: usize, centred: usize, y: usize, stride: usize,
  gamma: usize, beta: usize, inverseDeviation: usize,
  populationMean: usize, populationVariance: usize, keep: f32, take: f32, epsilon: f32,
): void {
  eightColumns(false, rows, x, centred, y, stride, gamma, beta, inverseDeviation, populationMean, populationVariance, keep, take, epsilon);
}

/**
 * Normalizes `rows` rows of `vectorBytes` / 4 columns, then applies relu if asked to. `populationMean` 0 leaves the
 * population statistics alone.
 */
export function batchNormForward(
  relu: bool, rows: u32, vectorBytes: usize, x: usize, centred: usize, y: usize, stride: usize,
  gamma: usize, beta: usize, inverseDeviation: usize,
  populationMean: usize, populationVariance: usize, keep: f32, take: f32, epsilon: f32,
): void {
  for (let at: usize = 0; at < vectorBytes; at += 32) {
    const mean = populationMean ? populationMean + at : 0;
    if (relu) reluColumns(rows, x + at, centred + at, y + at, stride, gamma + at, beta + at, inverseDeviation + at, mean, populationVariance + at, keep, take, epsilon);
    else plainColumns(rows, x + at, centred + at, y + at, stride, gamma + at, beta + at, inverseDeviation + at, mean, populationVariance + at, keep, take, epsilon);
  }
}
