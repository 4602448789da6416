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
import { storePair } from '../step/pair';
import { tapGradient } from './filter-gradient';
import { CHANNEL_SHIFT } from './geometry';
import { Geometry } from './records';
import { productTile } from './tiles';

const PLANES = 36;

/** B^T x, of the pair of vectors at each of the six places. */
// @ts-ignore: decorator
@inline
function carryInput(p0: usize, p1: usize, p2: usize, p3: usize, p4: usize, p5: usize, to: usize, step: usize): void {
  const four = f32x4.splat(4);
  const x0 = v128.load(p0), x1 = v128.load(p1), x2 = v128.load(p2), x3 = v128.load(p3), x4 = v128.load(p4), x5 = v128.load(p5);
  const y0 = v128.load(p0, 16), y1 = v128.load(p1, 16), y2 = v128.load(p2, 16), y3 = v128.load(p3, 16), y4 = v128.load(p4, 16), y5 = v128.load(p5, 16);
  const s0 = f32x4.sub(x4, x2), s1 = f32x4.sub(y4, y2), t0 = f32x4.sub(x3, x1), t1 = f32x4.sub(y3, y1);
  storePair(to, f32x4.add(s0, f32x4.mul(f32x4.sub(x0, x2), four)), f32x4.add(s1, f32x4.mul(f32x4.sub(y0, y2), four)));
  storePair(to + 5 * step, f32x4.sub(f32x4.sub(x5, x3), f32x4.mul(t0, four)), f32x4.sub(f32x4.sub(y5, y3), f32x4.mul(t1, four)));
  const a0 = f32x4.sub(x4, f32x4.mul(x2, four)), a1 = f32x4.sub(y4, f32x4.mul(y2, four));
  const b0 = f32x4.sub(x3, f32x4.mul(x1, four)), b1 = f32x4.sub(y3, f32x4.mul(y1, four));
  storePair(to + step, f32x4.add(a0, b0), f32x4.add(a1, b1));
  storePair(to + 2 * step, f32x4.sub(a0, b0), f32x4.sub(a1, b1));
  const u0 = f32x4.add(t0, t0), u1 = f32x4.add(t1, t1);
  storePair(to + 3 * step, f32x4.add(s0, u0), f32x4.add(s1, u1));
  storePair(to + 4 * step, f32x4.sub(s0, u0), f32x4.sub(s1, u1));
}

/** A^T m, of the pair of vectors at each of the six places, `step` apart. */
// @ts-ignore: decorator
@inline
function carryOutput(from: usize, step: usize, p0: usize, p1: usize, p2: usize, p3: usize, accumulate: bool): void {
  const four = f32x4.splat(4), eight = f32x4.splat(8);
  const q1 = from + step, q2 = from + 2 * step, q3 = from + 3 * step, q4 = from + 4 * step, q5 = from + 5 * step;
  const m0 = v128.load(from), m1 = v128.load(q1), m2 = v128.load(q2), m3 = v128.load(q3), m4 = v128.load(q4), m5 = v128.load(q5);
  const n0 = v128.load(from, 16), n1 = v128.load(q1, 16), n2 = v128.load(q2, 16), n3 = v128.load(q3, 16), n4 = v128.load(q4, 16), n5 = v128.load(q5, 16);
  const s0 = f32x4.add(m1, m2), s1 = f32x4.add(n1, n2), t0 = f32x4.sub(m1, m2), t1 = f32x4.sub(n1, n2);
  const a0 = f32x4.add(m3, m4), a1 = f32x4.add(n3, n4), b0 = f32x4.sub(m3, m4), b1 = f32x4.sub(n3, n4);
  putPair(p0, f32x4.add(f32x4.add(m0, s0), a0), f32x4.add(f32x4.add(n0, s1), a1), accumulate);
  putPair(p1, f32x4.add(t0, f32x4.add(b0, b0)), f32x4.add(t1, f32x4.add(b1, b1)), accumulate);
  putPair(p2, f32x4.add(s0, f32x4.mul(a0, four)), f32x4.add(s1, f32x4.mul(a1, four)), accumulate);
  putPair(p3, f32x4.add(f32x4.add(t0, f32x4.mul(b0, eight)), m5), f32x4.add(f32x4.add(t1, f32x4.mul(b1, eight)), n5), accumulate);
}

// @ts-ignore: decorator
@inline
function putPair(at: usize, low: v128, high: v128, accumulate: bool): void {
  if (accumulate) storePair(at, f32x4.add(v128.load(at), low), f32x4.add(v128.load(at, 16), high));
  else storePair(at, low, high);
}

// @ts-ignore: decorator
@inline
function put(at: usize, value: v128, accumulate: bool): void {
  v128.store(at, accumulate ? f32x4.add(v128.load(at), value) : value);
}

/** A d, of the pair of vectors at each of the four places. */
// @ts-ignore: decorator
@inline
function carryGradient(p0: usize, p1: usize, p2: usize, p3: usize, to: usize, step: usize): void {
  const four = f32x4.splat(4), eight = f32x4.splat(8);
  const d0 = v128.load(p0), d1 = v128.load(p1), d2 = v128.load(p2), d3 = v128.load(p3);
  const e0 = v128.load(p0, 16), e1 = v128.load(p1, 16), e2 = v128.load(p2, 16), e3 = v128.load(p3, 16);
  const s0 = f32x4.add(d0, d2), s1 = f32x4.add(e0, e2), t0 = f32x4.add(d1, d3), t1 = f32x4.add(e1, e3);
  const a0 = f32x4.add(d0, f32x4.mul(d2, four)), a1 = f32x4.add(e0, f32x4.mul(e2, four));
  const b0 = f32x4.add(f32x4.add(d1, d1), f32x4.mul(d3, eight)), b1 = f32x4.add(f32x4.add(e1, e1), f32x4.mul(e3, eight));
  storePair(to, d0, e0);
  storePair(to + step, f32x4.add(s0, t0), f32x4.add(s1, t1));
  storePair(to + 2 * step, f32x4.sub(s0, t0), f32x4.sub(s1, t1));
  storePair(to + 3 * step, f32x4.add(a0, b0), f32x4.add(a1, b1));
  storePair(to + 4 * step, f32x4.sub(a0, b0), f32x4.sub(a1, b1));
  storePair(to + 5 * step, d3, e3);
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
    for (let at: usize = 0; at < bytes; at += 32) {
      carryInput(p0 + at, p1 + at, p2 + at, p3 + at, p4 + at, p5 + at, q + at, 6 * plane);
    }
  }
  for (let i = 0; i < 6; i++) {
    let q = to + i * 6 * plane;
    for (const end = q + bytes; q < end; q += 32) {
      carryInput(q, q + plane, q + 2 * plane, q + 3 * plane, q + 4 * plane, q + 5 * plane, q, plane);
    }
  }
}

/** The 4x4 pixels from (y, x) of a gradient to planes. */
function carryGradientTile(source: usize, height: i32, width: i32, bytes: usize, y: i32, x: i32, to: usize, plane: usize, zero: usize): void {
  for (let j = 0; j < 4; j++) {
    const p0 = pixelAt(source, y, x + j, height, width, bytes, zero), p1 = pixelAt(source, y + 1, x + j, height, width, bytes, zero);
    const p2 = pixelAt(source, y + 2, x + j, height, width, bytes, zero), p3 = pixelAt(source, y + 3, x + j, height, width, bytes, zero);
    const q = to + j * plane;
    for (let at: usize = 0; at < bytes; at += 32) {
      carryGradient(p0 + at, p1 + at, p2 + at, p3 + at, q + at, 6 * plane);
    }
  }
  for (let i = 0; i < 6; i++) {
    let q = to + i * 6 * plane;
    for (const end = q + bytes; q < end; q += 32) {
      carryGradient(q, q + plane, q + 2 * plane, q + 3 * plane, q, plane);
    }
  }
}

/** Planes to the 4x4 pixels from (y, x); what is outside goes to `dump`. */
function bringOutputTile(planes: usize, target: usize, height: i32, width: i32, bytes: usize, y: i32, x: i32, dump: usize, accumulate: bool): void {
  for (let j = 0; j < 6; j++) {
    let q = planes + j * bytes;
    for (const end = q + bytes; q < end; q += 32) {
      carryOutput(q, 6 * bytes, q, q + 6 * bytes, q + 12 * bytes, q + 18 * bytes, false);
    }
  }
  for (let i = 0; i < 4; i++) {
    const q = planes + i * 6 * bytes;
    const p0 = pixelAt(target, y + i, x, height, width, bytes, dump), p1 = pixelAt(target, y + i, x + 1, height, width, bytes, dump);
    const p2 = pixelAt(target, y + i, x + 2, height, width, bytes, dump), p3 = pixelAt(target, y + i, x + 3, height, width, bytes, dump);
    for (let at: usize = 0; at < bytes; at += 32) {
      // A branch of its own, so that loads and stores of a pair stay in one basic block.
      if (accumulate) carryOutput(q + at, bytes, p0 + at, p1 + at, p2 + at, p3 + at, true);
      else carryOutput(q + at, bytes, p0 + at, p1 + at, p2 + at, p3 + at, false);
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
