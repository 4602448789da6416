/*
 * Activations of a block, after an affine map of each channel: y = f(scale (x - centre) + shift) with the formulas of
 * ../step/activation.ts, where leakyRelu and elu take the slope `alpha` instead of 0.2 and 1, and relu6 is held to 6.
 *
 *   leakyRelu  y > 0 ? y : alpha y
 *   elu        y > 0 ? y : alpha (exp(y) - 1)
 *   relu6      min(max(y, 0), 6)
 *
 * A chunk of pixels that fits the first cache is walked channel by channel: memory is read in order, and the constants
 * and sums of a channel stay in registers.
 */
import { derivative, ELU, IDENTITY, LEAKY_RELU, RELU, value } from '../step/activation';
import { expMinusOne, one } from '../step/exp';
import { storePair } from '../step/pair';
import { CHANNEL_SHIFT } from './geometry';
import { laneMask, total } from './lanes';

export const RELU6: u32 = 8;

/** Pixels whose channels fill about 10 KB. */
// @ts-ignore: decorator
@inline
export function chunkOf(channels: i32): i32 {
  return max(4, 320 / channels);
}

// @ts-ignore: decorator
@inline
export function activated(code: u32, alpha: v128, y: v128): v128 {
  const zero = f32x4.splat(0);
  if (code == LEAKY_RELU) return v128.bitselect(f32x4.mul(y, alpha), y, f32x4.le(y, zero));
  if (code == ELU) return v128.bitselect(f32x4.mul(expMinusOne(y), alpha), y, f32x4.le(y, zero));
  if (code == RELU6) return f32x4.pmin(f32x4.pmax(y, zero), f32x4.splat(6));
  return value(code, y);
}

/** f'(y), with h = f(y). */
// @ts-ignore: decorator
@inline
export function slope(code: u32, alpha: v128, y: v128, h: v128): v128 {
  const zero = f32x4.splat(0);
  if (code == LEAKY_RELU) return v128.bitselect(one(), alpha, f32x4.gt(y, zero));
  if (code == ELU) return v128.bitselect(one(), f32x4.add(h, alpha), f32x4.gt(y, zero));
  if (code == RELU6) return v128.and(one(), v128.and(f32x4.gt(y, zero), f32x4.lt(y, f32x4.splat(6))));
  return derivative(code, y, h);
}

// @ts-ignore: decorator
@inline
function mapChannel(code: u32, alpha: f32, n: i32, pixel: usize, x: usize, y: usize, centre: f32, scale: f32, shift: f32): void {
  const a = f32x4.splat(alpha), m = f32x4.splat(centre), k = f32x4.splat(scale), b = f32x4.splat(shift);
  for (; n > 0; n--) {
    const y0 = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), m), k), b);
    const y1 = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x, 16), m), k), b);
    storePair(y, activated(code, a, y0), activated(code, a, y1));
    x += pixel;
    y += pixel;
  }
}

function mapRelu(n: i32, pixel: usize, x: usize, y: usize, centre: f32, scale: f32, shift: f32): void {
  mapChannel(RELU, 0, n, pixel, x, y, centre, scale, shift);
}

function mapIdentity(n: i32, pixel: usize, x: usize, y: usize, centre: f32, scale: f32, shift: f32): void {
  mapChannel(IDENTITY, 0, n, pixel, x, y, centre, scale, shift);
}

function mapOther(code: u32, alpha: f32, n: i32, pixel: usize, x: usize, y: usize, centre: f32, scale: f32, shift: f32): void {
  mapChannel(code, alpha, n, pixel, x, y, centre, scale, shift);
}

function clearChannel(n: i32, pixel: usize, y: usize): void {
  for (; n > 0; n--) {
    v128.store(y, f32x4.splat(0));
    v128.store(y, f32x4.splat(0), 16);
    y += pixel;
  }
}

/**
 * y = f(scale (x - centre) + shift) for `pixels` pixels; x and y may be the same place. What pads the channels stays 0.
 *
 * @param centres A float per channel, or 0 for 0. @param scales A float per channel, or 0 for 1. @param shifts A float per channel, or 0 for 0.
 * @param stride Bytes from one channel's constant to the next.
 */
export function activateBlock(
  code: u32, alpha: f32, pixels: i32, channels: i32, padded: i32, x: usize, y: usize, centres: usize, scales: usize, shifts: usize, stride: usize,
): void {
  const pixel = <usize>padded << CHANNEL_SHIFT, chunk = chunkOf(padded);
  for (let i = 0; i < pixels; i += chunk) {
    const n = min(chunk, pixels - i), at = i * pixel;
    for (let c = 0; c < channels; c++) {
      const centre: f32 = centres ? load<f32>(centres + c * stride) : 0;
      const scale: f32 = scales ? load<f32>(scales + c * stride) : 1, shift: f32 = shifts ? load<f32>(shifts + c * stride) : 0;
      const p = x + at + (<usize>c << CHANNEL_SHIFT), q = y + at + (<usize>c << CHANNEL_SHIFT);
      if (code == RELU) mapRelu(n, pixel, p, q, centre, scale, shift);
      else if (code == IDENTITY) mapIdentity(n, pixel, p, q, centre, scale, shift);
      else mapOther(code, alpha, n, pixel, p, q, centre, scale, shift);
    }
    for (let c = channels; c < padded; c++) clearChannel(n, pixel, y + at + (<usize>c << CHANNEL_SHIFT));
  }
}

// @ts-ignore: decorator
@inline
function slopeChannel(code: u32, alpha: f32, accumulate: bool, lanes: i32, n: i32, pixel: usize, x: usize, dy: usize, dx: usize, shift: f32, sums: usize): void {
  const a = f32x4.splat(alpha), b = f32x4.splat(shift);
  const m0 = laneMask(lanes, 0), m1 = laneMask(lanes, 16);
  let s0 = v128.load(sums), s1 = v128.load(sums, 16);
  for (; n > 0; n--) {
    const x0 = f32x4.add(v128.load(x), b), x1 = f32x4.add(v128.load(x, 16), b);
    const g0 = v128.and(m0, f32x4.mul(v128.load(dy), slope(code, a, x0, activated(code, a, x0))));
    const g1 = v128.and(m1, f32x4.mul(v128.load(dy, 16), slope(code, a, x1, activated(code, a, x1))));
    s0 = f32x4.add(s0, g0);
    s1 = f32x4.add(s1, g1);
    if (accumulate) storePair(dx, f32x4.add(v128.load(dx), g0), f32x4.add(v128.load(dx, 16), g1));
    else storePair(dx, g0, g1);
    x += pixel;
    dy += pixel;
    dx += pixel;
  }
  storePair(sums, s0, s1);
}

function slopeRelu(accumulate: bool, lanes: i32, n: i32, pixel: usize, x: usize, dy: usize, dx: usize, shift: f32, sums: usize): void {
  slopeChannel(RELU, 0, accumulate, lanes, n, pixel, x, dy, dx, shift, sums);
}

function slopeOther(code: u32, alpha: f32, accumulate: bool, lanes: i32, n: i32, pixel: usize, x: usize, dy: usize, dx: usize, shift: f32, sums: usize): void {
  slopeChannel(code, alpha, accumulate, lanes, n, pixel, x, dy, dx, shift, sums);
}

/**
 * dx = dy f'(x + shift), or added to dx; both may be the same place. Adds the sum of each channel to `gradient`, unless
 * that is 0.
 *
 * @param scratch 32 bytes per channel.
 */
export function activateBackwardBlock(
  code: u32, alpha: f32, accumulate: bool, lanes: i32, pixels: i32, channels: i32, padded: i32,
  x: usize, dy: usize, dx: usize, shifts: usize, gradient: usize, scratch: usize,
): void {
  const pixel = <usize>padded << CHANNEL_SHIFT, chunk = chunkOf(padded);
  memory.fill(scratch, 0, pixel);
  for (let i = 0; i < pixels; i += chunk) {
    const n = min(chunk, pixels - i), at = i * pixel;
    for (let c = 0; c < padded; c++) {
      const shift: f32 = shifts ? load<f32>(shifts + (<usize>c << 2)) : 0, to = at + (<usize>c << CHANNEL_SHIFT);
      const sums = scratch + (<usize>c << CHANNEL_SHIFT);
      if (code == RELU) slopeRelu(accumulate, lanes, n, pixel, x + to, dy + to, dx + to, shift, sums);
      else slopeOther(code, alpha, accumulate, lanes, n, pixel, x + to, dy + to, dx + to, shift, sums);
    }
  }
  if (!gradient) return;
  for (let c = 0; c < channels; c++) {
    const sums = scratch + (<usize>c << CHANNEL_SHIFT), to = gradient + (<usize>c << 2);
    store<f32>(to, load<f32>(to) + total(f32x4.add(v128.load(sums), v128.load(sums, 16))));
  }
}
