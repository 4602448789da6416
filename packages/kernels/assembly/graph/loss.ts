/*
 * Losses of a block's outputs z, [pixels][channel][8 images], and targets t in the same places. Each returns the sum over
 * the images that count and their pixels; `share` scales the gradient that is written, 0 at other images.
 *
 *   softmax cross-entropy   ln(sum exp z) sum t - sum t z                     softmax(z) sum t - t
 *   sigmoid cross-entropy   mean of max(z, 0) - z t + ln(1 + exp(-|z|))       (sigmoid(z) - t) / channels
 *   mean squared error      mean of (z - t)^2                                 2 (z - t) / channels
 *   Huber                   mean of (e <= d ? e^2 / 2 : d (e - d / 2)), e = |z - t|
 *                                                                             held to [-d, d], (z - t) / channels
 */
import { exp } from '../step/exp';
import { log } from '../step/log';
import { CHANNEL_SHIFT } from './geometry';

export const SOFTMAX: u32 = 0;
export const SIGMOID: u32 = 1;
export const SQUARED: u32 = 2;
export const HUBER: u32 = 3;

/** exp(x), 0 below -60, so that no gradient becomes a denormal number, which would be slow. */
// @ts-ignore: decorator
@inline
function power(x: v128): v128 {
  return v128.andnot(exp(x), f32x4.lt(x, f32x4.splat(-60)));
}

// @ts-ignore: decorator
@inline
function addLane(sum: f64, counts: i32, lane: i32, value: f32): f64 {
  return lane < counts ? sum + <f64>value : sum;
}

/** Adds the lanes [0, counts) of a vector, in order. */
// @ts-ignore: decorator
@inline
function addLanes(sum: f64, counts: i32, value: v128): f64 {
  sum = addLane(sum, counts, 0, f32x4.extract_lane(value, 0));
  sum = addLane(sum, counts, 1, f32x4.extract_lane(value, 1));
  sum = addLane(sum, counts, 2, f32x4.extract_lane(value, 2));
  return addLane(sum, counts, 3, f32x4.extract_lane(value, 3));
}

// @ts-ignore: decorator
@inline
function addLogarithms(sum: f64, counts: i32, value: v128, weight: v128): f64 {
  if (counts > 0) sum += log(<f64>f32x4.extract_lane(value, 0)) * <f64>f32x4.extract_lane(weight, 0);
  if (counts > 1) sum += log(<f64>f32x4.extract_lane(value, 1)) * <f64>f32x4.extract_lane(weight, 1);
  if (counts > 2) sum += log(<f64>f32x4.extract_lane(value, 2)) * <f64>f32x4.extract_lane(weight, 2);
  if (counts > 3) sum += log(<f64>f32x4.extract_lane(value, 3)) * <f64>f32x4.extract_lane(weight, 3);
  return sum;
}

// @ts-ignore: decorator
@inline
function countMask(counts: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(counts));
}

/** Four images of one pixel. */
function softmaxLoss(counts: i32, channels: i32, z: usize, t: usize, share: f32, gradient: usize): f64 {
  const end = z + (<usize>channels << CHANNEL_SHIFT);
  let top = v128.load(z);
  for (let p = z; p < end; p += 32) top = f32x4.pmax(top, v128.load(p));
  let powers = f32x4.splat(0), weights = powers, matched = powers;
  for (let p = z, q = t; p < end; p += 32, q += 32) {
    const d = f32x4.sub(v128.load(p), top), target = v128.load(q);
    powers = f32x4.add(powers, power(d));
    weights = f32x4.add(weights, target);
    matched = f32x4.add(matched, f32x4.mul(target, d));
  }
  if (gradient) {
    const scale = f32x4.splat(share), mask = countMask(counts);
    const factor = f32x4.div(weights, powers);
    for (let p = z, q = t; p < end; p += 32, q += 32) {
      const g = f32x4.sub(f32x4.mul(power(f32x4.sub(v128.load(p), top)), factor), v128.load(q));
      v128.store(gradient, v128.and(mask, f32x4.mul(g, scale)));
      gradient += 32;
    }
  }
  return addLogarithms(0, counts, powers, weights) - addLanes(0, counts, matched);
}

/** Four images of one pixel, of a loss that is a mean over channels. */
function elementLoss(kind: u32, delta: f32, counts: i32, channels: i32, z: usize, t: usize, share: f32, gradient: usize): f64 {
  const scale = f32x4.splat(share / <f32>channels), mask = countMask(counts), one = f32x4.splat(1);
  const limit = f32x4.splat(delta), half = f32x4.splat(0.5);
  let sum: f64 = 0;
  for (let c = 0; c < channels; c++) {
    const x = v128.load(z), target = v128.load(t), e = f32x4.sub(x, target);
    let g: v128;
    if (kind == SIGMOID) {
      const decay = power(f32x4.neg(f32x4.abs(x))), whole = f32x4.add(one, decay);
      const positive = f32x4.ge(x, f32x4.splat(0));
      g = f32x4.sub(f32x4.div(v128.bitselect(one, decay, positive), whole), target);
      sum += addLanes(0, counts, f32x4.sub(v128.and(x, positive), f32x4.mul(x, target)));
      sum += addLogarithms(0, counts, whole, one);
    } else if (kind == SQUARED) {
      g = f32x4.add(e, e);
      sum += addLanes(0, counts, f32x4.mul(e, e));
    } else {
      const size = f32x4.abs(e), near = f32x4.le(size, limit);
      g = f32x4.pmax(f32x4.pmin(e, limit), f32x4.neg(limit));
      const far = f32x4.mul(limit, f32x4.sub(size, f32x4.mul(half, limit)));
      sum += addLanes(0, counts, v128.bitselect(f32x4.mul(half, f32x4.mul(e, e)), far, near));
    }
    if (gradient) {
      v128.store(gradient, v128.and(mask, f32x4.mul(g, scale)));
      gradient += 32;
    }
    z += 32;
    t += 32;
  }
  return sum / <f64>channels;
}

/** @param gradient Where the gradient goes; 0: nowhere. */
export function lossBlock(
  kind: u32, delta: f32, lanes: i32, pixels: i32, channels: i32, padded: i32, z: usize, t: usize, share: f32, gradient: usize,
): f64 {
  const pixel = <usize>padded << CHANNEL_SHIFT;
  let sum: f64 = 0;
  for (let i = 0; i < pixels; i++) {
    for (let half = 0; half < 8; half += 4) {
      const at = <usize>half << 2, to = gradient ? gradient + at : 0;
      if (kind == SOFTMAX) sum += softmaxLoss(lanes - half, channels, z + at, t + at, share, to);
      else sum += elementLoss(kind, delta, lanes - half, channels, z + at, t + at, share, to);
    }
    if (gradient) {
      memory.fill(gradient + (<usize>channels << CHANNEL_SHIFT), 0, <usize>(padded - channels) << CHANNEL_SHIFT);
      gradient += pixel;
    }
    z += pixel;
    t += pixel;
  }
  return sum;
}
