/*
 * Updates of TensorFlow.js's optimizers in one visit, operation by operation in its order, so that they have its bits.
 * New values go to new places, as there: who holds the old ones keeps them.
 *
 *   gradient descent   w' = factor g + w,  factor = -learningRate
 *   Adam               m' = m decay1 + g rest1;  v' = v decay2 + g^2 rest2
 *                      w' = (m' / left1) / (sqrt(v' / left2) + epsilon) factor + w
 *
 * left1 = 1 - decay1^t, left2 = 1 - decay2^t.
 */
import { AdamStep } from './records';

/** w and g have `count` values; the new w goes to `to`. */
export function descend(count: u32, w: usize, g: usize, to: usize, factor: f32): void {
  const scale = f32x4.splat(factor);
  const end = to + (<usize>(count & ~3) << 2);
  for (; to < end; to += 16, w += 16, g += 16) {
    v128.store(to, f32x4.add(f32x4.mul(scale, v128.load(g)), v128.load(w)));
  }
  for (let i: u32 = 0; i < (count & 3); i++, to += 4, w += 4, g += 4) store<f32>(to, factor * load<f32>(g) + load<f32>(w));
}

// @ts-ignore: decorator
@inline
function update(step: AdamStep, at: usize, lane: bool): void {
  const g = read(step.gradient + at, lane);
  const m = f32x4.add(f32x4.mul(read(step.first + at, lane), f32x4.splat(step.decay1)), f32x4.mul(g, f32x4.splat(step.rest1)));
  const square = f32x4.mul(f32x4.mul(g, g), f32x4.splat(step.rest2));
  const v = f32x4.add(f32x4.mul(read(step.second + at, lane), f32x4.splat(step.decay2)), square);
  const deviation = f32x4.add(f32x4.sqrt(f32x4.div(v, f32x4.splat(step.left2))), f32x4.splat(step.epsilon));
  const move = f32x4.mul(f32x4.div(f32x4.div(m, f32x4.splat(step.left1)), deviation), f32x4.splat(step.factor));
  write(step.newFirst + at, m, lane);
  write(step.newSecond + at, v, lane);
  write(step.newValue + at, f32x4.add(move, read(step.value + at, lane)), lane);
}

// @ts-ignore: decorator
@inline
function read(from: usize, lane: bool): v128 {
  return lane ? v128.load32_splat(from) : v128.load(from);
}

// @ts-ignore: decorator
@inline
function write(to: usize, value: v128, lane: bool): void {
  if (lane) store<f32>(to, f32x4.extract_lane(value, 0));
  else v128.store(to, value);
}

/** `address` is that of an AdamStep. */
export function adamStep(address: usize): void {
  const step = changetype<AdamStep>(address);
  const whole = <usize>(step.count & ~3) << 2, all = <usize>step.count << 2;
  let at: usize = 0;
  for (; at < whole; at += 16) update(step, at, false);
  for (; at < all; at += 4) update(step, at, true);
}
