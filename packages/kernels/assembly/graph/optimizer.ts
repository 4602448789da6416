/*
 * What a step makes of a parameter w and its gradient; r is the learning rate.
 *
 *   g = clip gradient + decay w
 *   gradient descent   w = w - r g
 *   momentum d         v = d v + g;  w = w - r v
 *   Nesterov           v = d v + g;  w = w - r (g + d v)                       (Sutskever et al. 2013)
 *   Adam               m = d1 m + (1 - d1) g;  v = d2 v + (1 - d2) g^2
 *                      w = w - r (m / (1 - d1^t)) / (sqrt(v / (1 - d2^t)) + epsilon)     (Kingma and Ba 2015)
 *   AdamW              Adam of the gradient without decay, then w = w - r decay w        (Loshchilov and Hutter 2019)
 *
 * The decay of AdamW is taken first: w = (1 - r decay) w.
 */

/** Sum of squares of a gradient, summed in double precision. */
export function squareSum(bytes: usize, g: usize): f64 {
  let sum: f64 = 0;
  for (let at: usize = 0; at < bytes; at += 4) {
    const value = <f64>load<f32>(g + at);
    sum += value * value;
  }
  return sum;
}

/** Holds every value of a gradient to [-limit, limit]. */
export function clipValues(bytes: usize, g: usize, limit: f32): void {
  const most = f32x4.splat(limit), least = f32x4.splat(-limit);
  for (let at: usize = 0; at < bytes; at += 16) v128.store(g + at, f32x4.pmax(f32x4.pmin(v128.load(g + at), most), least));
}

// @ts-ignore: decorator
@inline
function gradientWithDecay(w: usize, g: usize, clip: v128, decay: v128): v128 {
  return f32x4.add(f32x4.mul(v128.load(g), clip), f32x4.mul(v128.load(w), decay));
}

export function descend(bytes: usize, w: usize, g: usize, clip: f32, decay: f32, rate: f32): void {
  const c = f32x4.splat(clip), k = f32x4.splat(decay), r = f32x4.splat(rate);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(w + at, f32x4.sub(v128.load(w + at), f32x4.mul(r, gradientWithDecay(w + at, g + at, c, k))));
  }
}

export function descendWithMomentum(bytes: usize, w: usize, g: usize, v: usize, clip: f32, decay: f32, rate: f32, momentum: f32, nesterov: bool): void {
  const c = f32x4.splat(clip), k = f32x4.splat(decay), r = f32x4.splat(rate), d = f32x4.splat(momentum);
  for (let at: usize = 0; at < bytes; at += 16) {
    const gradient = gradientWithDecay(w + at, g + at, c, k);
    const velocity = f32x4.add(f32x4.mul(d, v128.load(v + at)), gradient);
    v128.store(v + at, velocity);
    const direction = nesterov ? f32x4.add(gradient, f32x4.mul(d, velocity)) : velocity;
    v128.store(w + at, f32x4.sub(v128.load(w + at), f32x4.mul(r, direction)));
  }
}

/**
 * @param decay Added to the gradient. @param shrink What w is multiplied by first. @param rate With the first correction
 *   1 / (1 - d1^t) in it. @param correction The second, 1 / (1 - d2^t).
 */
export function adam(
  bytes: usize, w: usize, g: usize, m: usize, v: usize, clip: f32, decay: f32, shrink: f32, rate: f32,
  beta1: f32, rest1: f32, beta2: f32, rest2: f32, correction: f32, epsilon: f32,
): void {
  const c = f32x4.splat(clip), k = f32x4.splat(decay), s = f32x4.splat(shrink), r = f32x4.splat(rate), e = f32x4.splat(epsilon);
  const d1 = f32x4.splat(beta1), t1 = f32x4.splat(rest1), d2 = f32x4.splat(beta2), t2 = f32x4.splat(rest2), second = f32x4.splat(correction);
  for (let at: usize = 0; at < bytes; at += 16) {
    const gradient = gradientWithDecay(w + at, g + at, c, k);
    const mean = f32x4.add(f32x4.mul(d1, v128.load(m + at)), f32x4.mul(t1, gradient));
    const square = f32x4.add(f32x4.mul(d2, v128.load(v + at)), f32x4.mul(t2, f32x4.mul(gradient, gradient)));
    v128.store(m + at, mean);
    v128.store(v + at, square);
    const deviation = f32x4.add(f32x4.sqrt(f32x4.mul(square, second)), e);
    v128.store(w + at, f32x4.sub(f32x4.mul(v128.load(w + at), s), f32x4.div(f32x4.mul(r, mean), deviation)));
  }
}
