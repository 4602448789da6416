/*
 * Direct convolution. A pixel's channels lie next to each other, and so do the pixels of a row: the taps of one row of a
 * filter are one run, no copy needed. Borders shorten a run instead of being multiplied.
 */
import { CHANNEL_SHIFT, endTap, firstTap } from './geometry';
import { Geometry } from './records';
import { productTile } from './tiles';

/**
 * One block of images. Serves forward, and the gradient to the input: there once for each remainder of the position by
 * the stride, with the taps that meet it.
 *
 * @param filter Packed [outputs / 4][kernelY][kernelX][channels][4].
 */
export function convolve(g: Geometry, accumulate: bool, source: usize, target: usize, filter: usize): void {
  const pixel = <usize>g.channels << CHANNEL_SHIFT, sourceRow = pixel * g.width;
  const outPixel = <usize>g.outputs << CHANNEL_SHIFT;
  const tap = <usize>g.channels << 4, filterRow = tap * g.kernelX, filterBlock = filterRow * g.kernelY;
  // Without dilation, the taps of a row are one run.
  const spread = g.dilationX > 1;
  const xColumn = pixel * g.dilationX, xRow = sourceRow * g.dilationY;
  for (let i = 0; i < g.countY; i++) {
    const y = i * g.strideY + g.offsetY;
    const fromY = firstTap(y, g.dilationY);
    const rows = endTap(y, g.dilationY, g.kernelY, g.height) - fromY;
    for (let j = 0; j < g.countX; j++) {
      const x = j * g.strideX + g.offsetX;
      const fromX = firstTap(x, g.dilationX);
      const taps = endTap(x, g.dilationX, g.kernelX, g.width) - fromX;
      const runs = taps > 0 ? rows : 0;
      const columns = spread ? taps : 1;
      const length = spread ? pixel : pixel * taps;
      const at = source + (y + fromY * g.dilationY) * sourceRow + (x + fromX * g.dilationX) * pixel;
      let w = filter + fromY * filterRow + fromX * tap;
      let out = target + ((g.firstY + i * g.stepY) * g.targetWidth + g.firstX + j * g.stepX) * outPixel;
      const end = out + outPixel;
      for (; out < end; out += 128) {
        productTile(accumulate, runs, columns, length, at, xRow, xColumn, w, filterRow, tap, out);
        w += filterBlock;
      }
    }
  }
}

/** Taps of few channels as the channels of one pixel, so that a first layer is a convolution of one tap; padded with 0. */
export function gatherTaps(g: Geometry, source: usize, sourceChannels: i32, target: usize): void {
  const pixel = <usize>sourceChannels << CHANNEL_SHIFT;
  const padding = <usize>(g.outputs - g.kernelY * g.kernelX * g.channels) << CHANNEL_SHIFT;
  const bytes = <usize>g.channels << CHANNEL_SHIFT;
  for (let i = 0; i < g.countY; i++) {
    for (let j = 0; j < g.countX; j++) {
      for (let ky = 0; ky < g.kernelY; ky++) {
        const y = i * g.strideY + g.offsetY + ky * g.dilationY;
        for (let kx = 0; kx < g.kernelX; kx++) {
          const x = j * g.strideX + g.offsetX + kx * g.dilationX;
          const inside = y >= 0 && y < g.height && x >= 0 && x < g.width;
          const from = source + (y * g.width + x) * pixel;
          for (let at: usize = 0; at < bytes; at += 16) v128.store(target + at, inside ? v128.load(from + at) : f32x4.splat(0));
          target += bytes;
        }
      }
      memory.fill(target, 0, padding);
      target += padding;
    }
  }
}

/** Filters [depth][outputs] to [outputs / 4][depth][4]. */
export function packFilter(depth: i32, outputs: i32, w: usize, to: usize): void {
  const row = <usize>outputs << 2;
  for (let at: usize = 0; at < row; at += 16) {
    let p = w + at;
    for (let k = 0; k < depth; k++) {
      v128.store(to, v128.load(p));
      to += 16;
      p += row;
    }
  }
}

/**
 * Filters [kernelY][kernelX][channels][outputs] to [channels / 4][yCount][xCount][outputs][4], with the taps
 * (y0 + yStep i, x0 + xStep j): for the gradient to the input.
 */
export function packFlippedFilter(
  kernelX: i32, channels: i32, outputs: i32, w: usize, to: usize,
  y0: i32, yStep: i32, yCount: i32, x0: i32, xStep: i32, xCount: i32,
): void {
  const row = <usize>outputs << 2;
  for (let c = 0; c < channels; c += 4) {
    for (let i = 0; i < yCount; i++) {
      for (let j = 0; j < xCount; j++) {
        let p = w + (((y0 + yStep * i) * kernelX + x0 + xStep * j) * channels + c) * row;
        for (const end = p + row; p < end; p += 16) {
          const r0 = v128.load(p), r1 = v128.load(p + row), r2 = v128.load(p + (row << 1)), r3 = v128.load(p + (row << 1) + row);
          const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), t1 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
          const t2 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7), t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
          v128.store(to, v128.shuffle<f32>(t0, t1, 0, 1, 4, 5));
          v128.store(to, v128.shuffle<f32>(t0, t1, 2, 3, 6, 7), 16);
          v128.store(to, v128.shuffle<f32>(t2, t3, 0, 1, 4, 5), 32);
          v128.store(to, v128.shuffle<f32>(t2, t3, 2, 3, 6, 7), 48);
          to += 64;
        }
      }
    }
  }
}

/**
 * A dense layer of all blocks, z = x w: four outputs after another, so that weights that fill the cache are read once.
 *
 * @param filter Packed [outputs / 4][channels][4].
 */
export function multiplyBlocks(
  accumulate: bool, blocks: i32, channels: i32, outputs: i32, x: usize, xBlock: usize, z: usize, zBlock: usize, filter: usize,
): void {
  const length = <usize>channels << CHANNEL_SHIFT;
  for (let o = 0; o < outputs; o += 4) {
    let from = x, to = z + (<usize>o << CHANNEL_SHIFT);
    for (let n = 0; n < blocks; n++) {
      productTile(accumulate, 1, 1, length, from, 0, 0, filter, 0, 0, to);
      from += xBlock;
      to += zBlock;
    }
    filter += <usize>channels << 4;
  }
}
