/*
 * Group norm and layer norm: an image's own statistics, lane by lane. A set is `pixels` pixels x `size` channels; m of
 * its values give
 *
 *   mean, variance,  xHat = (x - mean) / sqrt(variance + epsilon),  y = gamma xHat + beta
 *   g = dy gamma,  dx = (g - mean(g) - xHat mean(g xHat)) / sqrt(variance + epsilon)
 *
 * Group norm's sets are the groups of channels of an image, layer norm's the channels of a pixel.
 *
 * @param statistics 64 bytes per set: mean and inverse deviation of 8 images.
 */
import { CHANNEL_SHIFT } from './geometry';
import { total } from './lanes';

/** Sets are taken apart by their first pixel, `pixels` of them each, and by their first channel. */
export function groupNormBlock(
  sets: i32, pixels: i32, channels: i32, padded: i32, size: i32, x: usize, y: usize, gamma: usize, beta: usize, epsilon: f32, statistics: usize,
): void {
  const pixel = <usize>padded << CHANNEL_SHIFT;
  for (let set = 0; set < sets; set++) {
    for (let c = 0; c < channels; c += size) {
      for (let half: usize = 0; half < 32; half += 16) {
        const at = (<usize>c << CHANNEL_SHIFT) + half, offset = <usize>c << 2;
        normalizeSet(pixels, pixel, size, x + at, y + at, gamma ? gamma + offset : 0, beta ? beta + offset : 0, epsilon, statistics + half);
      }
      statistics += 64;
    }
    for (let i = 0; i < pixels; i++) memory.fill(y + i * pixel + (<usize>channels << CHANNEL_SHIFT), 0, <usize>(padded - channels) << CHANNEL_SHIFT);
    x += pixel * pixels;
    y += pixel * pixels;
  }
}

function normalizeSet(pixels: i32, pixel: usize, size: i32, x: usize, y: usize, gamma: usize, beta: usize, epsilon: f32, statistics: usize): void {
  const share = f32x4.splat(<f32>1 / <f32>(pixels * size));
  // Twice: what the first mean leaves is taken off by the second.
  let mean = f32x4.splat(0);
  for (let turn = 0; turn < 2; turn++) {
    let sum = f32x4.splat(0);
    for (let i = 0; i < pixels; i++) {
      for (let c = 0; c < size; c++) sum = f32x4.add(sum, f32x4.sub(v128.load(x + i * pixel + (<usize>c << CHANNEL_SHIFT)), mean));
    }
    mean = f32x4.add(mean, f32x4.mul(sum, share));
  }
  let squares = f32x4.splat(0);
  for (let i = 0; i < pixels; i++) {
    for (let c = 0; c < size; c++) {
      const d = f32x4.sub(v128.load(x + i * pixel + (<usize>c << CHANNEL_SHIFT)), mean);
      squares = f32x4.add(squares, f32x4.mul(d, d));
    }
  }
  const inverse = f32x4.div(f32x4.splat(1), f32x4.sqrt(f32x4.add(f32x4.mul(squares, share), f32x4.splat(epsilon))));
  v128.store(statistics, mean);
  v128.store(statistics, inverse, 32);
  for (let c = 0; c < size; c++) {
    const scale = gamma ? f32x4.mul(inverse, v128.load32_splat(gamma + (<usize>c << 2))) : inverse;
    const shift = beta ? v128.load32_splat(beta + (<usize>c << 2)) : f32x4.splat(0);
    for (let i = 0; i < pixels; i++) {
      const at = i * pixel + (<usize>c << CHANNEL_SHIFT);
      v128.store(y + at, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x + at), mean), scale), shift));
    }
  }
}

/** dx, or added to dx; adds to the gradients of gamma and beta, unless they are 0. Lanes that do not count have dy 0. */
export function groupNormBackwardBlock(
  accumulate: bool, sets: i32, pixels: i32, channels: i32, padded: i32, size: i32, x: usize, dy: usize, dx: usize,
  gamma: usize, statistics: usize, gammaGradient: usize, betaGradient: usize,
): void {
  const pixel = <usize>padded << CHANNEL_SHIFT;
  for (let set = 0; set < sets; set++) {
    for (let c = 0; c < channels; c += size) {
      for (let half: usize = 0; half < 32; half += 16) {
        const at = (<usize>c << CHANNEL_SHIFT) + half, offset = <usize>c << 2;
        backwardSet(
          accumulate, pixels, pixel, size, x + at, dy + at, dx + at, gamma ? gamma + offset : 0, statistics + half,
          gammaGradient ? gammaGradient + offset : 0, betaGradient ? betaGradient + offset : 0,
        );
      }
      statistics += 64;
    }
    if (!accumulate) {
      for (let i = 0; i < pixels; i++) memory.fill(dx + i * pixel + (<usize>channels << CHANNEL_SHIFT), 0, <usize>(padded - channels) << CHANNEL_SHIFT);
    }
    x += pixel * pixels;
    dy += pixel * pixels;
    dx += pixel * pixels;
  }
}

function backwardSet(
  accumulate: bool, pixels: i32, pixel: usize, size: i32, x: usize, dy: usize, dx: usize,
  gamma: usize, statistics: usize, gammaGradient: usize, betaGradient: usize,
): void {
  const share = f32x4.splat(<f32>1 / <f32>(pixels * size)), one = f32x4.splat(1);
  const mean = v128.load(statistics), inverse = v128.load(statistics, 32);
  let s = f32x4.splat(0), t = s;
  for (let c = 0; c < size; c++) {
    const scale = gamma ? v128.load32_splat(gamma + (<usize>c << 2)) : one;
    let b = f32x4.splat(0), g = b;
    for (let i = 0; i < pixels; i++) {
      const at = i * pixel + (<usize>c << CHANNEL_SHIFT);
      const d = v128.load(dy + at);
      b = f32x4.add(b, d);
      g = f32x4.add(g, f32x4.mul(d, f32x4.mul(f32x4.sub(v128.load(x + at), mean), inverse)));
    }
    if (betaGradient) addTo(betaGradient + (<usize>c << 2), b);
    if (gammaGradient) addTo(gammaGradient + (<usize>c << 2), g);
    s = f32x4.add(s, f32x4.mul(b, scale));
    t = f32x4.add(t, f32x4.mul(g, scale));
  }
  s = f32x4.mul(s, share);
  t = f32x4.mul(t, share);
  for (let c = 0; c < size; c++) {
    const scale = gamma ? v128.load32_splat(gamma + (<usize>c << 2)) : one;
    for (let i = 0; i < pixels; i++) {
      const at = i * pixel + (<usize>c << CHANNEL_SHIFT);
      const xHat = f32x4.mul(f32x4.sub(v128.load(x + at), mean), inverse);
      const d = f32x4.mul(inverse, f32x4.sub(f32x4.sub(f32x4.mul(v128.load(dy + at), scale), s), f32x4.mul(xHat, t)));
      v128.store(dx + at, accumulate ? f32x4.add(v128.load(dx + at), d) : d);
    }
  }
}

// @ts-ignore: decorator
@inline
function addTo(at: usize, value: v128): void {
  store<f32>(at, load<f32>(at) + total(value));
}
