/*
 * Winograd's F(4x4, 3x3) at stride 1: 4x4 pixels of a 3x3 convolution from 36 products a channel instead of 144 (Lavin
 * and Gray 2016). A tile is carried to 36 planes, [6][6][channel][8 images]:
 *
 *   output   Y = A^T [(G w G^T) . (B^T x B)] A
 *   filter   dw = G^T [sum (B^T x B) . (A dy A^T)] G
 *
 * The matrices are those of the points 0, 1, -1, 2, -2; each function below multiplies by one of them. Worst error against
 * double precision 3e-5 of the largest value, where a direct product has 4e-6.
 */
import { tapGradient } from './filter-gradient';
import { CHANNEL_SHIFT } from './geometry';
import { Geometry } from './records';
import { productTile } from './tiles';

const PLANES = 36;

/** B^T x. */
// @ts-ignore: decorator
@inline
function carryInput(x0: v128, x1: v128, x2: v128, x3: v128, x4: v128, x5: v128, to: usize, step: usize): void {
  const four = f32x4.splat(4);
  const s = f32x4.sub(x4, x2), t = f32x4.sub(x3, x1);
  v128.store(to, f32x4.add(s, f32x4.mul(f32x4.sub(x0, x2), four)));
  v128.store(to + 5 * step, f32x4.sub(f32x4.sub(x5, x3), f32x4.mul(t, four)));
  const a = f32x4.sub(x4, f32x4.mul(x2, four)), b = f32x4.sub(x3, f32x4.mul(x1, four));
  v128.store(to + step, f32x4.add(a, b));
  v128.store(to + 2 * step, f32x4.sub(a, b));
  const u = f32x4.add(t, t);
  v128.store(to + 3 * step, f32x4.add(s, u));
  v128.store(to + 4 * step, f32x4.sub(s, u));
}

/** A^T m. */
// @ts-ignore: decorator
@inline
function carryOutput(m0: v128, m1: v128, m2: v128, m3: v128, m4: v128, m5: v128, p0: usize, p1: usize, p2: usize, p3: usize, accumulate: bool): void {
  const s = f32x4.add(m1, m2), t = f32x4.sub(m1, m2), a = f32x4.add(m3, m4), b = f32x4.sub(m3, m4);
  put(p0, f32x4.add(f32x4.add(m0, s), a), accumulate);
  put(p1, f32x4.add(t, f32x4.add(b, b)), accumulate);
  put(p2, f32x4.add(s, f32x4.mul(a, f32x4.splat(4))), accumulate);
  put(p3, f32x4.add(f32x4.add(t, f32x4.mul(b, f32x4.splat(8))), m5), accumulate);
}

// @ts-ignore: decorator
@inline
function put(at: usize, value: v128, accumulate: bool): void {
  v128.store(at, accumulate ? f32x4.add(v128.load(at), value) : value);
}

/** A d. */
// @ts-ignore: decorator
@inline
function carryGradient(d0: v128, d1: v128, d2: v128, d3: v128, to: usize, step: usize): void {
  const s = f32x4.add(d0, d2), t = f32x4.add(d1, d3);
  const a = f32x4.add(d0, f32x4.mul(d2, f32x4.splat(4)));
  const b = f32x4.add(f32x4.add(d1, d1), f32x4.mul(d3, f32x4.splat(8)));
  v128.store(to, d0);
  v128.store(to + step, f32x4.add(s, t));
  v128.store(to + 2 * step, f32x4.sub(s, t));
  v128.store(to + 3 * step, f32x4.add(a, b));
  v128.store(to + 4 * step, f32x4.sub(a, b));
  v128.store(to + 5 * step, d3);
}

/** G w. */
// @ts-ignore: decorator
@inline
function carryFilter(w0: v128, w1: v128, w2: v128, to: usize, step: usize): void {
  const sixth = f32x4.splat(-0.1666666716337204);
  const s = f32x4.mul(f32x4.add(w0, w2), sixth), t = f32x4.mul(w1, sixth);
  const a = f32x4.sub(f32x4.mul(w0, f32x4.splat(0.0416666679084301)), f32x4.mul(w2, sixth));
  const b = f32x4.mul(w1, f32x4.splat(0.0833333358168602));
  v128.store(to, f32x4.mul(w0, f32x4.splat(0.25)));
  v128.store(to + step, f32x4.add(s, t));
  v128.store(to + 2 * step, f32x4.sub(s, t));
  v128.store(to + 3 * step, f32x4.add(a, b));
  v128.store(to + 4 * step, f32x4.sub(a, b));
  v128.store(to + 5 * step, w2);
}

/** G^T u. */
// @ts-ignore: decorator
@inline
function bringFilter(u0: v128, u1: v128, u2: v128, u3: v128, u4: v128, u5: v128, to: usize, step: usize, accumulate: bool): void {
  const sixth = f32x4.splat(-0.1666666716337204);
  const s = f32x4.mul(f32x4.add(u1, u2), sixth), t = f32x4.mul(f32x4.sub(u1, u2), sixth);
  const a = f32x4.mul(f32x4.add(u3, u4), f32x4.splat(0.0416666679084301));
  const b = f32x4.mul(f32x4.sub(u3, u4), f32x4.splat(0.0833333358168602));
  put(to, f32x4.add(f32x4.add(f32x4.mul(u0, f32x4.splat(0.25)), s), a), accumulate);
  put(to + step, f32x4.add(t, b), accumulate);
  put(to + 2 * step, f32x4.add(f32x4.add(s, f32x4.mul(a, f32x4.splat(4))), u5), accumulate);
}

/** Where a pixel is, or a pixel of zeros where it is outside. */
// @ts-ignore: decorator
@inline
function pixelAt(base: usize, y: i32, x: i32, height: i32, width: i32, bytes: usize, zero: usize): usize {
  return y >= 0 && y < height && x >= 0 && x < width ? base + (y * width + x) * bytes : zero;
}

/** The 6x6 pixels from (y, x) to planes. */
function carryInputTile(source: usize, height: i32, width: i32, bytes: usize, y: i32, x: i32, to: usize, plane: usize, zero: usize): void {
  for (let j = 0; j < 6; j++) {
    const p0 = pixelAt(source, y, x + j, height, width, bytes, zero), p1 = pixelAt(source, y + 1, x + j, height, width, bytes, zero);
    const p2 = pixelAt(source, y + 2, x + j, height, width, bytes, zero), p3 = pixelAt(source, y + 3, x + j, height, width, bytes, zero);
    const p4 = pixelAt(source, y + 4, x + j, height, width, bytes, zero), p5 = pixelAt(source, y + 5, x + j, height, width, bytes, zero);
    const q = to + j * plane;
    for (let at: usize = 0; at < bytes; at += 16) {
      carryInput(v128.load(p0 + at), v128.load(p1 + at), v128.load(p2 + at), v128.load(p3 + at), v128.load(p4 + at), v128.load(p5 + at), q + at, 6 * plane);
    }
  }
  for (let i = 0; i < 6; i++) {
    let q = to + i * 6 * plane;
    for (const end = q + bytes; q < end; q += 16) {
      carryInput(v128.load(q), v128.load(q + plane), v128.load(q + 2 * plane), v128.load(q + 3 * plane), v128.load(q + 4 * plane), v128.load(q + 5 * plane), q, plane);
    }
  }
}

/** The 4x4 pixels from (y, x) of a gradient to planes. */
function carryGradientTile(source: usize, height: i32, width: i32, bytes: usize, y: i32, x: i32, to: usize, plane: usize, zero: usize): void {
  for (let j = 0; j < 4; j++) {
    const p0 = pixelAt(source, y, x + j, height, width, bytes, zero), p1 = pixelAt(source, y + 1, x + j, height, width, bytes, zero);
    const p2 = pixelAt(source, y + 2, x + j, height, width, bytes, zero), p3 = pixelAt(source, y + 3, x + j, height, width, bytes, zero);
    const q = to + j * plane;
    for (let at: usize = 0; at < bytes; at += 16) {
      carryGradient(v128.load(p0 + at), v128.load(p1 + at), v128.load(p2 + at), v128.load(p3 + at), q + at, 6 * plane);
    }
  }
  for (let i = 0; i < 6; i++) {
    let q = to + i * 6 * plane;
    for (const end = q + bytes; q < end; q += 16) {
      carryGradient(v128.load(q), v128.load(q + plane), v128.load(q + 2 * plane), v128.load(q + 3 * plane), q, plane);
    }
  }
}

/** Planes to the 4x4 pixels from (y, x); what is outside goes to `dump`. */
function bringOutputTile(planes: usize, target: usize, height: i32, width: i32, bytes: usize, y: i32, x: i32, dump: usize, accumulate: bool): void {
  for (let j = 0; j < 6; j++) {
    let q = planes + j * bytes;
    for (const end = q + bytes; q < end; q += 16) {
      carryOutput(
        v128.load(q), v128.load(q + 6 * bytes), v128.load(q + 12 * bytes), v128.load(q + 18 * bytes), v128.load(q + 24 * bytes), v128.load(q + 30 * bytes),
        q, q + 6 * bytes, q + 12 * bytes, q + 18 * bytes, false,
      );
    }
  }
  for (let i = 0; i < 4; i++) {
    const q = planes + i * 6 * bytes;
    const p0 = pixelAt(target, y + i, x, height, width, bytes, dump), p1 = pixelAt(target, y + i, x + 1, height, width, bytes, dump);
    const p2 = pixelAt(target, y + i, x + 2, height, width, bytes, dump), p3 = pixelAt(target, y + i, x + 3, height, width, bytes, dump);
    for (let at: usize = 0; at < bytes; at += 16) {
      const m = q + at;
      carryOutput(
        v128.load(m), v128.load(m + bytes), v128.load(m + 2 * bytes), v128.load(m + 3 * bytes), v128.load(m + 4 * bytes), v128.load(m + 5 * bytes),
        p0 + at, p1 + at, p2 + at, p3 + at, accumulate,
      );
    }
  }
}

/** Packed filters [blocks][9][channels][4] to planes [36][blocks][channels][4]; `scratch` holds 18 vectors. */
export function carryFilters(channels: i32, blocks: i32, w: usize, to: usize, scratch: usize): void {
  const tap = <usize>channels << 4, plane = tap * blocks;
  for (let b = 0; b < blocks; b++) {
    for (let at: usize = 0; at < tap; at += 16) {
      for (let j: usize = 0; j < 3; j++) {
        const p = w + at + j * tap;
        carryFilter(v128.load(p), v128.load(p + 3 * tap), v128.load(p + 6 * tap), scratch + (j << 4), 48);
      }
      for (let i: usize = 0; i < 6; i++) {
        const p = scratch + i * 48;
        carryFilter(v128.load(p), v128.load(p, 16), v128.load(p, 32), to + at + i * 6 * plane, plane);
      }
    }
    w += 9 * tap;
    to += tap;
  }
}

/**
 * One block of images: forward, and the gradient to the input with flipped filters.
 *
 * @param planes Filters, from {@link carryFilters}. @param work 36 planes of the source's channels, then 36 of the target's.
 * @param zero A pixel of zeros, as wide as the source's. @param dump A pixel that nobody reads, as wide as the target's.
 */
export function convolveByTiles(g: Geometry, accumulate: bool, source: usize, target: usize, planes: usize, work: usize, zero: usize, dump: usize): void {
  const bytes = <usize>g.channels << CHANNEL_SHIFT, outBytes = <usize>g.outputs << CHANNEL_SHIFT;
  const tap = <usize>g.channels << 4;
  const products = work + PLANES * bytes;
  for (let y = 0; y < g.targetHeight; y += 4) {
    for (let x = 0; x < g.targetWidth; x += 4) {
      carryInputTile(source, g.height, g.width, bytes, y + g.offsetY, x + g.offsetX, work, bytes, zero);
      let w = planes, from = work, out = products;
      for (let i = 0; i < PLANES; i++) {
        for (const end = out + outBytes; out < end; out += 128) {
          productTile(false, 1, 1, bytes, from, 0, 0, w, 0, 0, out);
          w += tap;
        }
        from += bytes;
      }
      bringOutputTile(products, target, g.targetHeight, g.targetWidth, outBytes, y, x, dump, accumulate);
    }
  }
}

/**
 * Adds to the planes [36][channels][outputs] of the filters' gradient what `blocks` blocks of images give, `batch` tiles at
 * a time.
 *
 * @param work 36 planes of the source's channels and 36 of the target's, for each tile of a batch.
 */
export function filterGradientByTiles(
  g: Geometry, blocks: i32, x: usize, xBlock: usize, d: usize, dBlock: usize, batch: i32, work: usize, sums: usize, zero: usize,
): void {
  const bytes = <usize>g.channels << CHANNEL_SHIFT, outBytes = <usize>g.outputs << CHANNEL_SHIFT;
  const plane = bytes * batch, outPlane = outBytes * batch;
  const gradients = work + PLANES * plane;
  const across = (g.targetWidth + 3) / 4, tiles = across * ((g.targetHeight + 3) / 4), all = blocks * tiles;
  let filled = 0;
  for (let k = 0; k < all; k++) {
    const n = k / tiles, t = k % tiles;
    const top = t / across * 4, left = t % across * 4;
    carryInputTile(x + n * xBlock, g.height, g.width, bytes, top + g.offsetY, left + g.offsetX, work + filled * bytes, plane, zero);
    carryGradientTile(d + n * dBlock, g.targetHeight, g.targetWidth, outBytes, top, left, gradients + filled * outBytes, outPlane, zero);
    filled++;
    if (filled < batch && k < all - 1) continue;
    let out = sums;
    for (let i = 0; i < PLANES; i++) {
      tapGradient(g.channels, g.outputs, 1, 0, 0, 1, 0, 0, filled, bytes, outBytes, work + i * plane, gradients + i * outPlane, out);
      out += <usize>(g.channels * g.outputs) << 2;
    }
    filled = 0;
  }
}

/** Planes of the filters' gradient to the gradient [3][3][channels][outputs], added to it; `scratch` holds 18 vectors. */
export function bringFilterGradient(channels: i32, outputs: i32, sums: usize, to: usize, scratch: usize): void {
  const matrix = <usize>(channels * outputs) << 2;
  for (let at: usize = 0; at < matrix; at += 16) {
    for (let j: usize = 0; j < 6; j++) {
      const p = sums + at + j * matrix;
      bringFilter(
        v128.load(p), v128.load(p + 6 * matrix), v128.load(p + 12 * matrix), v128.load(p + 18 * matrix), v128.load(p + 24 * matrix), v128.load(p + 30 * matrix),
        scratch + (j << 4), 96, false,
      );
    }
    for (let i: usize = 0; i < 3; i++) {
      const p = scratch + i * 96;
      bringFilter(v128.load(p), v128.load(p, 16), v128.load(p, 32), v128.load(p, 48), v128.load(p, 64), v128.load(p, 80), to + at + i * 3 * matrix, matrix, true);
    }
  }
}
