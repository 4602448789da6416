/*
 * What batch norm's gradient needs of the columns of x and dy, matrices with contiguous rows: with d = x - mean, where
 * mean is rounded, the sums of dy, dy * d and d; then dx = a * dy + b * d + c with three coefficients a column.
 */
import { rowsPerBlock } from './row-blocks';

// @ts-ignore: decorator
@inline
function addTo(address: usize, value: v128): void {
  v128.store(address, f32x4.add(v128.load(address), value));
}

function eightSums(x: usize, dy: usize, stride: usize, rows: usize, mean: usize, sumDy: usize, sumDyD: usize, sumD: usize): void {
  const mean0 = v128.load(mean);
  const mean1 = v128.load(mean, 16);
  let dy0 = f32x4.splat(0);
  let dy1 = dy0;
  let dyD0 = dy0;
  let dyD1 = dy0;
  let d0 = dy0;
  let d1 = dy0;
  const end = x + rows * stride;
  for (; x < end; x += stride, dy += stride) {
    const g0 = v128.load(dy);
    const g1 = v128.load(dy, 16);
    const c0 = f32x4.sub(v128.load(x), mean0);
    const c1 = f32x4.sub(v128.load(x, 16), mean1);
    dy0 = f32x4.add(dy0, g0);
    dy1 = f32x4.add(dy1, g1);
    d0 = f32x4.add(d0, c0);
    d1 = f32x4.add(d1, c1);
    dyD0 = f32x4.add(dyD0, f32x4.mul(g0, c0));
    dyD1 = f32x4.add(dyD1, f32x4.mul(g1, c1));
  }
  addTo(sumDy, dy0);
  addTo(sumDy + 16, dy1);
  addTo(sumDyD, dyD0);
  addTo(sumDyD + 16, dyD1);
  addTo(sumD, d0);
  addTo(sumD + 16, d1);
}

function fourSums(x: usize, dy: usize, stride: usize, rows: usize, mean: usize, sumDy: usize, sumDyD: usize, sumD: usize): void {
  const mean0 = v128.load(mean);
  let dy0 = f32x4.splat(0);
  let dyD0 = dy0;
  let d0 = dy0;
  const end = x + rows * stride;
  for (; x < end; x += stride, dy += stride) {
    const g = v128.load(dy);
    const c = f32x4.sub(v128.load(x), mean0);
    dy0 = f32x4.add(dy0, g);
    d0 = f32x4.add(d0, c);
    dyD0 = f32x4.add(dyD0, f32x4.mul(g, c));
  }
  addTo(sumDy, dy0);
  addTo(sumDyD, dyD0);
  addTo(sumD, d0);
}

function oneSum(x: usize, dy: usize, stride: usize, rows: usize, mean: usize, sumDy: usize, sumDyD: usize, sumD: usize): void {
  const mean0 = load<f32>(mean);
  let dy0: f32 = 0;
  let dyD0: f32 = 0;
  let d0: f32 = 0;
  const end = x + rows * stride;
  for (; x < end; x += stride, dy += stride) {
    const g = load<f32>(dy);
    const c = load<f32>(x) - mean0;
    dy0 += g;
    d0 += c;
    dyD0 += g * c;
  }
  store<f32>(sumDy, load<f32>(sumDy) + dy0);
  store<f32>(sumDyD, load<f32>(sumDyD) + dyD0);
  store<f32>(sumD, load<f32>(sumD) + d0);
}

export function columnGradientSums(x: usize, dy: usize, rows: usize, channels: usize, mean: usize, sumDy: usize, sumDyD: usize, sumD: usize): void {
  const stride = channels * 4;
  const step = rowsPerBlock(stride, 2);
  memory.fill(sumDy, 0, stride);
  memory.fill(sumDyD, 0, stride);
  memory.fill(sumD, 0, stride);
  for (let row: usize = 0; row < rows; row += step) {
    const block = min(step, rows - row);
    const u = x + row * stride;
    const v = dy + row * stride;
    let at: usize = 0;
    for (; at + 32 <= stride; at += 32) eightSums(u + at, v + at, stride, block, mean + at, sumDy + at, sumDyD + at, sumD + at);
    for (; at + 16 <= stride; at += 16) fourSums(u + at, v + at, stride, block, mean + at, sumDy + at, sumDyD + at, sumD + at);
    for (; at < stride; at += 4) oneSum(u + at, v + at, stride, block, mean + at, sumDy + at, sumDyD + at, sumD + at);
  }
}

function eightColumns(x: usize, dy: usize, dx: usize, stride: usize, rows: usize, mean: usize, a: usize, b: usize, c: usize): void {
  const mean0 = v128.load(mean);
  const mean1 = v128.load(mean, 16);
  const a0 = v128.load(a);
  const a1 = v128.load(a, 16);
  const b0 = v128.load(b);
  const b1 = v128.load(b, 16);
  const c0 = v128.load(c);
  const c1 = v128.load(c, 16);
  const end = x + rows * stride;
  for (; x < end; x += stride, dy += stride, dx += stride) {
    const d0 = f32x4.mul(f32x4.sub(v128.load(x), mean0), b0);
    const d1 = f32x4.mul(f32x4.sub(v128.load(x, 16), mean1), b1);
    v128.store(dx, f32x4.add(f32x4.add(f32x4.mul(v128.load(dy), a0), c0), d0));
    v128.store(dx, f32x4.add(f32x4.add(f32x4.mul(v128.load(dy, 16), a1), c1), d1), 16);
  }
}

function fourColumns(x: usize, dy: usize, dx: usize, stride: usize, rows: usize, mean: usize, a: usize, b: usize, c: usize): void {
  const mean0 = v128.load(mean);
  const a0 = v128.load(a);
  const b0 = v128.load(b);
  const c0 = v128.load(c);
  const end = x + rows * stride;
  for (; x < end; x += stride, dy += stride, dx += stride) {
    const d = f32x4.mul(f32x4.sub(v128.load(x), mean0), b0);
    v128.store(dx, f32x4.add(f32x4.add(f32x4.mul(v128.load(dy), a0), c0), d));
  }
}

function oneColumn(x: usize, dy: usize, dx: usize, stride: usize, rows: usize, mean: usize, a: usize, b: usize, c: usize): void {
  const mean0 = load<f32>(mean);
  const a0 = load<f32>(a);
  const b0 = load<f32>(b);
  const c0 = load<f32>(c);
  const end = x + rows * stride;
  for (; x < end; x += stride, dy += stride, dx += stride) {
    store<f32>(dx, load<f32>(dy) * a0 + c0 + (load<f32>(x) - mean0) * b0);
  }
}

export function columnGradient(x: usize, dy: usize, dx: usize, rows: usize, channels: usize, mean: usize, a: usize, b: usize, c: usize): void {
  const stride = channels * 4;
  const step = rowsPerBlock(stride, 3);
  for (let row: usize = 0; row < rows; row += step) {
    const block = min(step, rows - row);
    const offset = row * stride;
    let at: usize = 0;
    for (; at + 32 <= stride; at += 32) eightColumns(x + offset + at, dy + offset + at, dx + offset + at, stride, block, mean + at, a + at, b + at, c + at);
    for (; at + 16 <= stride; at += 16) fourColumns(x + offset + at, dy + offset + at, dx + offset + at, stride, block, mean + at, a + at, b + at, c + at);
    for (; at < stride; at += 4) oneColumn(x + offset + at, dy + offset + at, dx + offset + at, stride, block, mean + at, a + at, b + at, c + at);
  }
}
