import { exp } from './exp';
import { log } from './log';

/*
 * For a row of logits l with the class y: p = exp(l - max) / sum(exp(l - max)), loss = ln(sum) + max - l[y], and
 * dloss/dl = p - [class is y]. Means over the batch. The columns that pad the logits have the bias -infinity.
 *
 * One logarithm of a product of sums serves many rows: it is taken before the product, which grows by no more than the
 * number of classes a row, can leave the range of a double.
 */

const LARGEST_PRODUCT: f64 = 1e200;

// @ts-ignore: decorator
@inline
function largest(x: v128): v128 {
  const halves = f32x4.pmax(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.pmax(halves, v128.shuffle<f32>(halves, halves, 1, 0, 3, 2));
}

// @ts-ignore: decorator
@inline
function total(x: v128): v128 {
  const halves = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.add(halves, v128.shuffle<f32>(halves, halves, 1, 0, 3, 2));
}

/** exp(x), 0 below -60, so that no gradient becomes a denormal number, which would be slow. */
// @ts-ignore: decorator
@inline
function power(x: v128): v128 {
  return v128.andnot(exp(x), f32x4.lt(x, f32x4.splat(-60)));
}

/**
 * Adds the bias to the logits in place; writes the gradient of the mean loss where `gradient` is not 0.
 *
 * @param rowBytes Bytes of a row of logits, padded to 4.
 * @returns The sum of the losses of the rows.
 */
export function softmaxCrossEntropy(
  rows: u32, rowBytes: usize, stride: usize, logits: usize, bias: usize, indices: usize, labels: usize, gradient: usize, scratch: usize,
): f64 {
  const share = f32x4.splat(1 / <f32>rows);
  let sum: f64 = 0;
  let product: f64 = 1;
  for (let i: u32 = 0; i < rows; i++) {
    let top = f32x4.splat(-Infinity);
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const logit = f32x4.add(v128.load(logits + at), v128.load(bias + at));
      v128.store(logits + at, logit);
      top = f32x4.pmax(logit, top);
    }
    top = largest(top);
    const powers = gradient ? gradient : scratch;
    let powerSum = f32x4.splat(0);
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const p = power(f32x4.sub(v128.load(logits + at), top));
      v128.store(powers + at, p);
      powerSum = f32x4.add(powerSum, p);
    }
    powerSum = total(powerSum);
    const label = <usize>load<u8>(labels + <usize>load<u32>(indices + (<usize>i << 2))) << 2;
    sum += <f64>f32x4.extract_lane(top, 0) - <f64>load<f32>(logits + label);
    product *= <f64>f32x4.extract_lane(powerSum, 0);
    if (product > LARGEST_PRODUCT) {
      sum += log(product);
      product = 1;
    }
    if (gradient) {
      const scale = f32x4.div(share, powerSum);
      for (let at: usize = 0; at < rowBytes; at += 16) {
        v128.store(gradient + at, f32x4.mul(v128.load(gradient + at), scale));
      }
      store<f32>(gradient + label, load<f32>(gradient + label) - f32x4.extract_lane(share, 0));
      gradient += stride;
    }
    logits += stride;
  }
  return sum + log(product);
}

/** Rows whose largest logit, the first of equals, is that of their class. */
export function countHits(rows: u32, classes: u32, stride: usize, logits: usize, indices: usize, labels: usize): u32 {
  let hits: u32 = 0;
  for (let i: u32 = 0; i < rows; i++) {
    let best: u32 = 0;
    let top = load<f32>(logits);
    for (let k: u32 = 1; k < classes; k++) {
      const logit = load<f32>(logits + (<usize>k << 2));
      if (logit > top) {
        top = logit;
        best = k;
      }
    }
    hits += u32(best == <u32>load<u8>(labels + <usize>load<u32>(indices + (<usize>i << 2))));
    logits += stride;
  }
  return hits;
}
