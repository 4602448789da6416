/*
 * The two register tiles. Eight accumulators, the vectors of one turn and one more are what the 16 registers of x86 hold;
 * a larger tile runs at half the speed.
 */

/**
 * 4 outputs x 8 images: the sum over `rows` x `columns` runs of `length` bytes of x, 16 bytes of packed filter to 32
 * bytes of x.
 */
// @ts-ignore: decorator
@inline
export function productTile(
  accumulate: bool, rows: i32, columns: i32, length: usize,
  x: usize, xRow: usize, xColumn: usize, w: usize, wRow: usize, wColumn: usize, out: usize,
): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  for (; rows > 0; rows--) {
    let run = x, filter = w, left = columns;
    do {
      let p = run, a = filter;
      const end = p + length;
      do {
        const b0 = v128.load(p), b1 = v128.load(p, 16);
        const a0 = v128.load32_splat(a);
        c00 = f32x4.add(c00, f32x4.mul(a0, b0));
        c01 = f32x4.add(c01, f32x4.mul(a0, b1));
        const a1 = v128.load32_splat(a, 4);
        c10 = f32x4.add(c10, f32x4.mul(a1, b0));
        c11 = f32x4.add(c11, f32x4.mul(a1, b1));
        const a2 = v128.load32_splat(a, 8);
        c20 = f32x4.add(c20, f32x4.mul(a2, b0));
        c21 = f32x4.add(c21, f32x4.mul(a2, b1));
        const a3 = v128.load32_splat(a, 12);
        c30 = f32x4.add(c30, f32x4.mul(a3, b0));
        c31 = f32x4.add(c31, f32x4.mul(a3, b1));
        p += 32;
        a += 16;
      } while (p < end);
      run += xColumn;
      filter += wColumn;
    } while (--left > 0);
    x += xRow;
    w += wRow;
  }
  if (accumulate) {
    c00 = f32x4.add(c00, v128.load(out)); c01 = f32x4.add(c01, v128.load(out, 16));
    c10 = f32x4.add(c10, v128.load(out, 32)); c11 = f32x4.add(c11, v128.load(out, 48));
    c20 = f32x4.add(c20, v128.load(out, 64)); c21 = f32x4.add(c21, v128.load(out, 80));
    c30 = f32x4.add(c30, v128.load(out, 96)); c31 = f32x4.add(c31, v128.load(out, 112));
  }
  // The upper half of each pair first: see step/pair.ts.
  v128.store(out, c01, 16); v128.store(out, c00);
  v128.store(out, c11, 48); v128.store(out, c10, 32);
  v128.store(out, c21, 80); v128.store(out, c20, 64);
  v128.store(out, c31, 112); v128.store(out, c30, 96);
}

/** [sum a, sum b, sum c, sum d] over lanes. */
// @ts-ignore: decorator
@inline
function laneSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/**
 * Adds to 4 inputs x 2 outputs of a filter's gradient: dot products over the images and up to three nested dimensions,
 * each with its count and its steps in x and in d.
 */
// @ts-ignore: decorator
@inline
export function gradientTile(
  n1: i32, x1: usize, d1: usize, n2: i32, x2: usize, d2: usize, n3: i32, x3: usize, d3: usize,
  x: usize, d: usize, out: usize, outRow: usize,
): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  for (let half: usize = 0; half < 32; half += 16) {
    let px = x + half, pd = d + half;
    for (let i = 0; i < n1; i++) {
      let qx = px, qd = pd;
      for (let j = 0; j < n2; j++) {
        let rx = qx, rd = qd, k = n3;
        do {
          const b0 = v128.load(rd), b1 = v128.load(rd, 32);
          const a0 = v128.load(rx);
          c00 = f32x4.add(c00, f32x4.mul(a0, b0));
          c01 = f32x4.add(c01, f32x4.mul(a0, b1));
          const a1 = v128.load(rx, 32);
          c10 = f32x4.add(c10, f32x4.mul(a1, b0));
          c11 = f32x4.add(c11, f32x4.mul(a1, b1));
          const a2 = v128.load(rx, 64);
          c20 = f32x4.add(c20, f32x4.mul(a2, b0));
          c21 = f32x4.add(c21, f32x4.mul(a2, b1));
          const a3 = v128.load(rx, 96);
          c30 = f32x4.add(c30, f32x4.mul(a3, b0));
          c31 = f32x4.add(c31, f32x4.mul(a3, b1));
          rx += x3;
          rd += d3;
        } while (--k > 0);
        qx += x2;
        qd += d2;
      }
      px += x1;
      pd += d1;
    }
  }
  const row2 = out + (outRow << 1);
  const s = f32x4.add(laneSums(c00, c01, c10, c11), v128.load64_lane(out + outRow, v128.load64_zero(out), 1));
  const t = f32x4.add(laneSums(c20, c21, c30, c31), v128.load64_lane(row2 + outRow, v128.load64_zero(row2), 1));
  v128.store64_lane(out, s, 0);
  v128.store64_lane(out + outRow, s, 1);
  v128.store64_lane(row2, t, 0);
  v128.store64_lane(row2 + outRow, t, 1);
}
