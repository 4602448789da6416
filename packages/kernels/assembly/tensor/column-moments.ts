/*
 * Mean and variance of the columns of a matrix with contiguous rows, from differences to an origin near the mean, so that
 * neither a large common offset nor a single value costs digits. The matrix is read from memory once: a block of rows small enough for the nearest cache
 * gives its own mean, then its own sum of squared deviations, and is merged into the blocks before it (Chan, Golub and
 * LeVeque 1979):
 *
 *     delta  = block's mean - mean
 *     mean  += delta * nBlock / n
 *     M2    += block's M2 + delta^2 * nBefore * nBlock / n        where n = nBefore + nBlock
 */
import { rowsPerBlock } from './row-blocks';

// @ts-ignore: decorator
@inline
function mergeVector(mean: usize, m2: usize, blockMean: v128, blockM2: v128, share: f32, weight: f32): void {
  const before = v128.load(mean);
  const delta = f32x4.sub(blockMean, before);
  const between = f32x4.mul(f32x4.mul(delta, delta), f32x4.splat(weight));
  v128.store(mean, f32x4.add(before, f32x4.mul(delta, f32x4.splat(share))));
  v128.store(m2, f32x4.add(v128.load(m2), f32x4.add(blockM2, between)));
}

function sixteenColumns(x: usize, stride: usize, rows: usize, origin: usize, mean: usize, m2: usize, share: f32, weight: f32): void {
  const end = x + rows * stride;
  const perRow = f32x4.splat(1 / <f32>rows);
  const k0 = v128.load(origin);
  const k1 = v128.load(origin, 16);
  const k2 = v128.load(origin, 32);
  const k3 = v128.load(origin, 48);
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  for (let p = x; p < end; p += stride) {
    sum0 = f32x4.add(sum0, f32x4.sub(v128.load(p), k0));
    sum1 = f32x4.add(sum1, f32x4.sub(v128.load(p, 16), k1));
    sum2 = f32x4.add(sum2, f32x4.sub(v128.load(p, 32), k2));
    sum3 = f32x4.add(sum3, f32x4.sub(v128.load(p, 48), k3));
  }
  sum0 = f32x4.mul(sum0, perRow);
  sum1 = f32x4.mul(sum1, perRow);
  sum2 = f32x4.mul(sum2, perRow);
  sum3 = f32x4.mul(sum3, perRow);
  squaresOfTwo(x, stride, end, k0, k1, sum0, sum1, mean, m2, share, weight);
  squaresOfTwo(x + 32, stride, end + 32, k2, k3, sum2, sum3, mean + 32, m2 + 32, share, weight);
}

// Two vectors at a time: with the rows' offsets and means, four would not fit the registers.
// @ts-ignore: decorator
@inline
function squaresOfTwo(x: usize, stride: usize, end: usize, k0: v128, k1: v128, mean0: v128, mean1: v128, mean: usize, m2: usize, share: f32, weight: f32): void {
  let even0 = f32x4.splat(0);
  let even1 = even0;
  let odd0 = even0;
  let odd1 = even0;
  let p = x;
  for (; p + stride < end; p += 2 * stride) {
    const a0 = f32x4.sub(f32x4.sub(v128.load(p), k0), mean0);
    const a1 = f32x4.sub(f32x4.sub(v128.load(p, 16), k1), mean1);
    const b0 = f32x4.sub(f32x4.sub(v128.load(p + stride), k0), mean0);
    const b1 = f32x4.sub(f32x4.sub(v128.load(p + stride, 16), k1), mean1);
    even0 = f32x4.add(even0, f32x4.mul(a0, a0));
    even1 = f32x4.add(even1, f32x4.mul(a1, a1));
    odd0 = f32x4.add(odd0, f32x4.mul(b0, b0));
    odd1 = f32x4.add(odd1, f32x4.mul(b1, b1));
  }
  if (p < end) {
    const a0 = f32x4.sub(f32x4.sub(v128.load(p), k0), mean0);
    const a1 = f32x4.sub(f32x4.sub(v128.load(p, 16), k1), mean1);
    even0 = f32x4.add(even0, f32x4.mul(a0, a0));
    even1 = f32x4.add(even1, f32x4.mul(a1, a1));
  }
  mergeVector(mean, m2, mean0, f32x4.add(even0, odd0), share, weight);
  mergeVector(mean + 16, m2 + 16, mean1, f32x4.add(even1, odd1), share, weight);
}

function fourColumns(x: usize, stride: usize, rows: usize, origin: usize, mean: usize, m2: usize, share: f32, weight: f32): void {
  const end = x + rows * stride;
  const k = v128.load(origin);
  let sum = f32x4.splat(0);
  for (let p = x; p < end; p += stride) sum = f32x4.add(sum, f32x4.sub(v128.load(p), k));
  sum = f32x4.mul(sum, f32x4.splat(1 / <f32>rows));
  let squares = f32x4.splat(0);
  for (let p = x; p < end; p += stride) {
    const a = f32x4.sub(f32x4.sub(v128.load(p), k), sum);
    squares = f32x4.add(squares, f32x4.mul(a, a));
  }
  mergeVector(mean, m2, sum, squares, share, weight);
}

function oneColumn(x: usize, stride: usize, rows: usize, origin: usize, mean: usize, m2: usize, share: f32, weight: f32): void {
  const end = x + rows * stride;
  const k = load<f32>(origin);
  let sum: f32 = 0;
  for (let p = x; p < end; p += stride) sum += load<f32>(p) - k;
  sum /= <f32>rows;
  let squares: f32 = 0;
  for (let p = x; p < end; p += stride) {
    const a = load<f32>(p) - k - sum;
    squares += a * a;
  }
  const before = load<f32>(mean);
  const delta = sum - before;
  store<f32>(mean, before + delta * share);
  store<f32>(m2, load<f32>(m2) + squares + delta * delta * weight);
}

/** Rows of a block at most: as many as float32 adds without losing digits. */
const MOST_ROWS: usize = 256;

/**
 * Writes, for each of `channels` columns of `rows` rows at x, the mean of the differences to its origin, and the sum of
 * squared deviations from the column's mean.
 */
export function columnMoments(x: usize, rows: usize, channels: usize, origin: usize, mean: usize, m2: usize): void {
  const stride = channels * 4;
  const step = min(rowsPerBlock(stride, 1), MOST_ROWS);
  memory.fill(mean, 0, stride);
  memory.fill(m2, 0, stride);
  for (let row: usize = 0; row < rows; row += step) {
    const block = min(step, rows - row);
    const share = <f32>block / <f32>(row + block);
    const weight = <f32>row * share;
    const start = x + row * stride;
    let at: usize = 0;
    for (; at + 64 <= stride; at += 64) sixteenColumns(start + at, stride, block, origin + at, mean + at, m2 + at, share, weight);
    for (; at + 16 <= stride; at += 16) fourColumns(start + at, stride, block, origin + at, mean + at, m2 + at, share, weight);
    for (; at < stride; at += 4) oneColumn(start + at, stride, block, origin + at, mean + at, m2 + at, share, weight);
  }
}

/** Rows that an origin is made from. */
const SAMPLED_ROWS: usize = 32;

/** Writes a value near the mean of each column: the mean of some rows, spread over the matrix. */
export function columnOrigins(x: usize, rows: usize, channels: usize, origin: usize): void {
  const stride = channels * 4;
  const sampled = min(rows, SAMPLED_ROWS);
  const apart = (rows / sampled) * stride;
  const share = <f32>1 / <f32>sampled;
  memory.fill(origin, 0, stride);
  for (let row: usize = 1, p = x + apart; row < sampled; row++, p += apart) {
    let at: usize = 0;
    for (; at + 16 <= stride; at += 16) {
      const difference = f32x4.mul(f32x4.sub(v128.load(p + at), v128.load(x + at)), f32x4.splat(share));
      v128.store(origin + at, f32x4.add(v128.load(origin + at), difference));
    }
    for (; at < stride; at += 4) {
      const difference = (load<f32>(p + at) - load<f32>(x + at)) * share;
      store<f32>(origin + at, load<f32>(origin + at) + difference);
    }
  }
  for (let at: usize = 0; at < stride; at += 4) store<f32>(origin + at, load<f32>(x + at) + load<f32>(origin + at));
}
