/*
 * Gradients of functions of one value, dx = f'(x) dy, in one visit. `reference` is what TensorFlow.js keeps for it: x, or
 * y = f(x).
 *
 *   relu       x > 0 ? dy : 0          sigmoid    dy (y (1 - y))
 *   clip       low <= x <= high        tanh       (1 - y^2) dy
 *   relu6      0 < x <= 6              leakyRelu  x > 0 ? dy : low dy
 */

// @ts-ignore: decorator
@inline
function slope(kind: u32, reference: v128, dy: v128, low: v128, high: v128): v128 {
  const zero = f32x4.splat(0), one = f32x4.splat(1);
  if (kind == 0) return f32x4.mul(dy, v128.and(one, f32x4.gt(reference, zero)));
  if (kind == 1) return v128.and(dy, v128.and(f32x4.ge(reference, low), f32x4.le(reference, high)));
  if (kind == 2) {
    const isInside = v128.and(f32x4.gt(reference, zero), f32x4.le(reference, f32x4.splat(6)));
    return f32x4.mul(dy, v128.and(one, isInside));
  }
  if (kind == 3) return f32x4.mul(dy, f32x4.mul(reference, f32x4.sub(one, reference)));
  if (kind == 4) return f32x4.mul(f32x4.sub(one, f32x4.mul(reference, reference)), dy);
  return v128.bitselect(dy, f32x4.mul(dy, low), f32x4.gt(reference, zero));
}

// @ts-ignore: decorator
@inline
function slopes(kind: u32, count: u32, reference: usize, dy: usize, dx: usize, low: f32, high: f32): void {
  const lows = f32x4.splat(low), highs = f32x4.splat(high);
  const end = dx + (<usize>(count & ~3) << 2);
  for (; dx < end; dx += 16, reference += 16, dy += 16) {
    v128.store(dx, slope(kind, v128.load(reference), v128.load(dy), lows, highs));
  }
  for (let i: u32 = 0; i < (count & 3); i++, dx += 4, reference += 4, dy += 4) {
    const value = slope(kind, v128.load32_splat(reference), v128.load32_splat(dy), lows, highs);
    store<f32>(dx, f32x4.extract_lane(value, 0));
  }
}

/** @param kind 0 to 5: relu, clip, relu6, sigmoid, tanh, leakyRelu, whose slope below 0 is `low`. */
export function elementGradient(kind: u32, count: u32, reference: usize, dy: usize, dx: usize, low: f32, high: f32): void {
  switch (kind) {
    case 0: return slopes(0, count, reference, dy, dx, low, high);
    case 1: return slopes(1, count, reference, dy, dx, low, high);
    case 2: return slopes(2, count, reference, dy, dx, low, high);
    case 3: return slopes(3, count, reference, dy, dx, low, high);
    case 4: return slopes(4, count, reference, dy, dx, low, high);
    default: return slopes(5, count, reference, dy, dx, low, high);
  }
}

/** dx = dy y - y sum(dy y), row by row: the gradient of a softmax from its output. */
export function softmaxGradient(rows: u32, columns: u32, y: usize, dy: usize, dx: usize): void {
  const row = <usize>columns << 2;
  for (let i: u32 = 0; i < rows; i++) {
    let sum: f32 = 0;
    for (let at: usize = 0; at < row; at += 4) {
      const product = load<f32>(dy + at) * load<f32>(y + at);
      store<f32>(dx + at, product);
      sum += product;
    }
    for (let at: usize = 0; at < row; at += 4) store<f32>(dx + at, load<f32>(dx + at) - sum * load<f32>(y + at));
    y += row;
    dy += row;
    dx += row;
  }
}
