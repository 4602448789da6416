import { exp } from './exp';
import { log } from './log';
import { Layer, Network } from './records';

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

/** The class of example `i` of the batch. */
// @ts-ignore: decorator
@inline
function labelOf(network: Network, i: u32): u32 {
  return <u32>load<u8>(network.labels + <usize>load<u32>(network.indices + (<usize>i << 2)));
}

/** exp(x), 0 below -60, so that no gradient becomes a denormal number, which would be slow. */
// @ts-ignore: decorator
@inline
function power(x: v128): v128 {
  return v128.andnot(exp(x), f32x4.lt(x, f32x4.splat(-60)));
}

/**
 * Adds the bias to the output layer's logits in place, for rows `from` to `to` of the batch; writes the gradient of the
 * mean loss where `gradient` is not 0. Each row leaves max - l[y] and sum(exp(l - max)) at `lossTerms`.
 */
export function softmaxCrossEntropy(network: Network, layer: Layer, gradient: usize, panel: usize, from: u32, to: u32): void {
  const rowBytes = <usize>((layer.units + 3) & ~3) << 2;
  const stride = layer.stride, bias = layer.shift;
  let logits = layer.linear + <usize>from * stride;
  let terms = network.lossTerms + (<usize>from << 4);
  if (gradient) gradient += <usize>from * stride;
  const share = f32x4.splat(1 / <f32>network.batch);
  for (let i = from; i < to; i++) {
    let top = f32x4.splat(-Infinity);
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const logit = f32x4.add(v128.load(logits + at), v128.load(bias + at));
      v128.store(logits + at, logit);
      top = f32x4.pmax(logit, top);
    }
    top = largest(top);
    const powers = gradient ? gradient : panel;
    let powerSum = f32x4.splat(0);
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const p = power(f32x4.sub(v128.load(logits + at), top));
      v128.store(powers + at, p);
      powerSum = f32x4.add(powerSum, p);
    }
    powerSum = total(powerSum);
    const label = <usize>labelOf(network, i) << 2;
    store<f64>(terms, <f64>f32x4.extract_lane(top, 0) - <f64>load<f32>(logits + label));
    store<f64>(terms, <f64>f32x4.extract_lane(powerSum, 0), 8);
    terms += 16;
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
}

/** The sum of the losses of the batch, from the terms of its rows in their order. */
export function sumLosses(network: Network): f64 {
  let sum: f64 = 0;
  let product: f64 = 1;
  let terms = network.lossTerms;
  for (let i: u32 = 0; i < network.batch; i++) {
    sum += load<f64>(terms);
    product *= load<f64>(terms, 8);
    if (product > LARGEST_PRODUCT) {
      sum += log(product);
      product = 1;
    }
    terms += 16;
  }
  return sum + log(product);
}

/** Rows whose largest logit, the first of equals, is that of their class. */
export function countHits(network: Network, layer: Layer): u32 {
  let logits = layer.linear;
  let hits: u32 = 0;
  for (let i: u32 = 0; i < network.batch; i++) {
    let best: u32 = 0;
    let top = load<f32>(logits);
    for (let k: u32 = 1; k < layer.units; k++) {
      const logit = load<f32>(logits + (<usize>k << 2));
      if (logit > top) {
        top = logit;
        best = k;
      }
    }
    hits += u32(best == labelOf(network, i));
    logits += layer.stride;
  }
  return hits;
}
