/*
 * Batch norm of a channel over m values, in blocks of images:
 *
 *   mean = sum(x) / m,  variance = sum((x - mean)^2) / m
 *   y = f(scale (x - mean) + beta),  scale = gamma / sqrt(variance + epsilon)
 *   g = dy f'(y),  dbeta = sum(g),  dgamma = sum(g (x - mean)) / sqrt(variance + epsilon)
 *   dx = scale (g - dbeta / m - (x - mean) sum(g (x - mean)) / (m (variance + epsilon)))
 *
 * The sums of a block are taken while it is still in cache, as sums of x - c and (x - c)^2 with the population mean as c.
 * Where c turns out to lie far from the mean, they are taken again with the mean. A block is summed in float32, blocks in
 * float64.
 *
 * A channel's constants are 4 floats: mean, inverse deviation, scale, beta. Its sums are 2 doubles.
 */
import { IDENTITY, RELU } from '../step/activation';
import { storePair } from '../step/pair';
import { activated, chunkOf, slope } from './activation';
import { CHANNEL_SHIFT } from './geometry';
import { laneMask, total } from './lanes';

/** (mean - c)^2 over the variance from which the sums are taken again. */
const FAR: f64 = 16;

function addMoments(lanes: i32, n: i32, pixel: usize, x: usize, centre: f32, sums: usize): void {
  const c = f32x4.splat(centre);
  const m0 = laneMask(lanes, 0), m1 = laneMask(lanes, 16);
  let s0 = v128.load(sums), s1 = v128.load(sums, 16), t0 = v128.load(sums, 32), t1 = v128.load(sums, 48);
  for (; n > 0; n--) {
    const e0 = v128.and(m0, f32x4.sub(v128.load(x), c)), e1 = v128.and(m1, f32x4.sub(v128.load(x, 16), c));
    s0 = f32x4.add(s0, e0);
    s1 = f32x4.add(s1, e1);
    t0 = f32x4.add(t0, f32x4.mul(e0, e0));
    t1 = f32x4.add(t1, f32x4.mul(e1, e1));
    x += pixel;
  }
  storePair(sums, s0, s1);
  v128.store(sums, t1, 48); v128.store(sums, t0, 32);
}

/** Adds a block's vectors of sums, 64 bytes per channel, to the channels' doubles. */
function addToDoubles(channels: i32, vectors: usize, sums: usize): void {
  for (let c = 0; c < channels; c++) {
    store<f64>(sums, load<f64>(sums) + <f64>total(f32x4.add(v128.load(vectors), v128.load(vectors, 16))));
    store<f64>(sums, load<f64>(sums, 8) + <f64>total(f32x4.add(v128.load(vectors, 32), v128.load(vectors, 48))), 8);
    vectors += 64;
    sums += 16;
  }
}

/**
 * Adds the sums of a block.
 *
 * @param centres A float per channel, `stride` bytes apart. @param scratch 64 bytes per channel.
 */
export function momentsBlock(lanes: i32, pixels: i32, channels: i32, x: usize, centres: usize, stride: usize, sums: usize, scratch: usize): void {
  const pixel = <usize>channels << CHANNEL_SHIFT, chunk = chunkOf(channels);
  memory.fill(scratch, 0, pixel << 1);
  for (let i = 0; i < pixels; i += chunk) {
    const n = min(chunk, pixels - i), at = x + i * pixel;
    for (let c = 0; c < channels; c++) addMoments(lanes, n, pixel, at + (<usize>c << CHANNEL_SHIFT), load<f32>(centres + c * stride), scratch + (<usize>c << 6));
  }
  addToDoubles(channels, scratch, sums);
}

/**
 * Constants and population statistics from the sums of `count` values per channel.
 *
 * @param centres What the sums were taken around: the population mean, which is read before it moves.
 * @param take Share of the batch in the population statistics; negative: they stay.
 * @returns How many channels have to be summed again around the means that `constants` then holds.
 */
export function finishMoments(
  channels: i32, count: f64, centres: usize, stride: usize, sums: usize, last: bool,
  gamma: usize, beta: usize, mean: usize, variance: usize, keep: f32, take: f32, epsilon: f32, constants: usize,
): i32 {
  let far = 0;
  for (let c = 0; c < channels; c++) {
    const at = <usize>c << 4, offset = <usize>c << 2;
    const delta = load<f64>(sums + at) / count;
    const spread = max<f64>(0, load<f64>(sums + at, 8) / count - delta * delta);
    if (delta * delta > FAR * spread) far++;
    store<f32>(constants + at, <f32>(<f64>load<f32>(centres + c * stride) + delta));
    store<f32>(constants + at, <f32>spread, 4);
  }
  if (far && !last) return far;
  for (let c = 0; c < channels; c++) {
    const at = <usize>c << 4, offset = <usize>c << 2;
    const m = load<f32>(constants + at), v = load<f32>(constants + at, 4);
    if (take >= 0) {
      store<f32>(mean + offset, load<f32>(mean + offset) * keep + m * take);
      store<f32>(variance + offset, load<f32>(variance + offset) * keep + v * take);
    }
    setConstants(constants + at, m, v, gamma ? load<f32>(gamma + offset) : 1, beta ? load<f32>(beta + offset) : 0, epsilon);
  }
  return 0;
}

// @ts-ignore: decorator
@inline
function setConstants(at: usize, mean: f32, variance: f32, gamma: f32, beta: f32, epsilon: f32): void {
  const inverse: f32 = 1 / sqrt<f32>(variance + epsilon), scale = gamma * inverse;
  store<f32>(at, mean);
  store<f32>(at, inverse, 4);
  store<f32>(at, scale, 8);
  store<f32>(at, beta, 12);
}

/** Constants from the population statistics. */
export function populationConstants(channels: i32, gamma: usize, beta: usize, mean: usize, variance: usize, epsilon: f32, constants: usize): void {
  for (let c = 0; c < channels; c++) {
    const offset = <usize>c << 2;
    setConstants(
      constants + (<usize>c << 4), load<f32>(mean + offset), load<f32>(variance + offset),
      gamma ? load<f32>(gamma + offset) : 1, beta ? load<f32>(beta + offset) : 0, epsilon,
    );
  }
}

/** dy f'(y). The activation's mask of relu costs less than keeping it; of other activations, g is kept in place of dy. */
// @ts-ignore: decorator
@inline
function gradientAt(code: u32, alpha: v128, centred: v128, dy: v128, scale: v128, beta: v128): v128 {
  if (code == IDENTITY) return dy;
  const y = f32x4.add(f32x4.mul(centred, scale), beta);
  if (code == RELU) return v128.and(dy, f32x4.gt(y, f32x4.splat(0)));
  return f32x4.mul(dy, slope(code, alpha, y, activated(code, alpha, y)));
}

// @ts-ignore: decorator
@inline
function addGradients(code: u32, alpha: f32, n: i32, pixel: usize, x: usize, dy: usize, constants: usize, sums: usize): void {
  const a = f32x4.splat(alpha);
  const mean = v128.load32_splat(constants), scale = v128.load32_splat(constants, 8), beta = v128.load32_splat(constants, 12);
  let s0 = v128.load(sums), s1 = v128.load(sums, 16), t0 = v128.load(sums, 32), t1 = v128.load(sums, 48);
  for (; n > 0; n--) {
    const x0 = f32x4.sub(v128.load(x), mean), x1 = f32x4.sub(v128.load(x, 16), mean);
    const g0 = gradientAt(code, a, x0, v128.load(dy), scale, beta), g1 = gradientAt(code, a, x1, v128.load(dy, 16), scale, beta);
    if (code != RELU && code != IDENTITY) {
      storePair(dy, g0, g1);
    }
    s0 = f32x4.add(s0, g0);
    s1 = f32x4.add(s1, g1);
    t0 = f32x4.add(t0, f32x4.mul(g0, x0));
    t1 = f32x4.add(t1, f32x4.mul(g1, x1));
    x += pixel;
    dy += pixel;
  }
  storePair(sums, s0, s1);
  v128.store(sums, t1, 48); v128.store(sums, t0, 32);
}

function addReluGradients(n: i32, pixel: usize, x: usize, dy: usize, constants: usize, sums: usize): void {
  addGradients(RELU, 0, n, pixel, x, dy, constants, sums);
}

function addIdentityGradients(n: i32, pixel: usize, x: usize, dy: usize, constants: usize, sums: usize): void {
  addGradients(IDENTITY, 0, n, pixel, x, dy, constants, sums);
}

function addOtherGradients(code: u32, alpha: f32, n: i32, pixel: usize, x: usize, dy: usize, constants: usize, sums: usize): void {
  addGradients(code, alpha, n, pixel, x, dy, constants, sums);
}

/** Adds the sums of g and g (x - mean) of a block. Lanes that do not count have dy 0. `scratch` as {@link momentsBlock}. */
export function gradientMomentsBlock(
  code: u32, alpha: f32, pixels: i32, channels: i32, x: usize, dy: usize, constants: usize, sums: usize, scratch: usize,
): void {
  const pixel = <usize>channels << CHANNEL_SHIFT, chunk = chunkOf(channels);
  memory.fill(scratch, 0, pixel << 1);
  for (let i = 0; i < pixels; i += chunk) {
    const n = min(chunk, pixels - i), at = i * pixel;
    for (let c = 0; c < channels; c++) {
      const to = at + (<usize>c << CHANNEL_SHIFT), k = constants + (<usize>c << 4), s = scratch + (<usize>c << 6);
      if (code == RELU) addReluGradients(n, pixel, x + to, dy + to, k, s);
      else if (code == IDENTITY) addIdentityGradients(n, pixel, x + to, dy + to, k, s);
      else addOtherGradients(code, alpha, n, pixel, x + to, dy + to, k, s);
    }
  }
  addToDoubles(channels, scratch, sums);
}

/**
 * Adds to the gradients of gamma and beta (either may be 0), and replaces the sums by what is taken from every g: scale
 * sum(g) / m, and scale sum(g (x - mean)) / (m (variance + epsilon)) per x - mean; nothing where the statistics are fixed.
 */
export function finishGradientMoments(channels: i32, count: f64, fixed: bool, sums: usize, constants: usize, gamma: usize, beta: usize): void {
  for (let c = 0; c < channels; c++) {
    const at = <usize>c << 4, offset = <usize>c << 2;
    const s = load<f64>(sums + at), t = load<f64>(sums + at, 8);
    const inverse = <f64>load<f32>(constants + at, 4), scale = <f64>load<f32>(constants + at, 8);
    if (beta) store<f32>(beta + offset, load<f32>(beta + offset) + <f32>s);
    if (gamma) store<f32>(gamma + offset, load<f32>(gamma + offset) + <f32>(t * inverse));
    store<f64>(sums + at, fixed ? 0 : scale * s / count);
    store<f64>(sums + at, fixed ? 0 : scale * inverse * inverse * t / count, 8);
  }
}

// @ts-ignore: decorator
@inline
function takeGradients(relu: bool, accumulate: bool, lanes: i32, n: i32, pixel: usize, x: usize, dy: usize, dx: usize, constants: usize, sums: usize): void {
  const code = relu ? RELU : IDENTITY, none = f32x4.splat(0);
  const mean = v128.load32_splat(constants), scale = v128.load32_splat(constants, 8), beta = v128.load32_splat(constants, 12);
  const a = f32x4.splat(<f32>load<f64>(sums)), b = f32x4.splat(<f32>load<f64>(sums, 8));
  const m0 = laneMask(lanes, 0), m1 = laneMask(lanes, 16);
  for (; n > 0; n--) {
    const x0 = f32x4.sub(v128.load(x), mean), x1 = f32x4.sub(v128.load(x, 16), mean);
    const g0 = gradientAt(code, none, x0, v128.load(dy), scale, beta), g1 = gradientAt(code, none, x1, v128.load(dy, 16), scale, beta);
    const d0 = v128.and(m0, f32x4.sub(f32x4.sub(f32x4.mul(g0, scale), a), f32x4.mul(x0, b)));
    const d1 = v128.and(m1, f32x4.sub(f32x4.sub(f32x4.mul(g1, scale), a), f32x4.mul(x1, b)));
    if (accumulate) storePair(dx, f32x4.add(v128.load(dx), d0), f32x4.add(v128.load(dx, 16), d1));
    else storePair(dx, d0, d1);
    x += pixel;
    dy += pixel;
    dx += pixel;
  }
}

function takeReluGradients(accumulate: bool, lanes: i32, n: i32, pixel: usize, x: usize, dy: usize, dx: usize, constants: usize, sums: usize): void {
  takeGradients(true, accumulate, lanes, n, pixel, x, dy, dx, constants, sums);
}

function takeKeptGradients(accumulate: bool, lanes: i32, n: i32, pixel: usize, x: usize, dy: usize, dx: usize, constants: usize, sums: usize): void {
  takeGradients(false, accumulate, lanes, n, pixel, x, dy, dx, constants, sums);
}

/** dx of a block, after {@link gradientMomentsBlock} and {@link finishGradientMoments}; or added to dx. */
export function batchNormBackwardBlock(
  code: u32, accumulate: bool, lanes: i32, pixels: i32, channels: i32, x: usize, dy: usize, dx: usize, constants: usize, sums: usize,
): void {
  const pixel = <usize>channels << CHANNEL_SHIFT, chunk = chunkOf(channels);
  for (let i = 0; i < pixels; i += chunk) {
    const n = min(chunk, pixels - i), at = i * pixel;
    for (let c = 0; c < channels; c++) {
      const to = at + (<usize>c << CHANNEL_SHIFT), k = constants + (<usize>c << 4), s = sums + (<usize>c << 4);
      if (code == RELU) takeReluGradients(accumulate, lanes, n, pixel, x + to, dy + to, dx + to, k, s);
      else takeKeptGradients(accumulate, lanes, n, pixel, x + to, dy + to, dx + to, k, s);
    }
  }
}
