/*
 * Contiguous runs of one channel, as channels-first images have them: sums that batch norm needs, each run summed in
 * float32 vectors over pieces short enough to keep its digits, and the pieces in float64.
 */

/** Values a piece: 4 lanes of 256 additions. */
const PIECE: usize = 1024;

// @ts-ignore: decorator
@inline
function lanes(v: v128): f64 {
  return <f64>f32x4.extract_lane(v, 0) + <f64>f32x4.extract_lane(v, 1) + <f64>f32x4.extract_lane(v, 2) + <f64>f32x4.extract_lane(v, 3);
}

/** Sum of x - origin over `length` values. */
export function runSum(x: usize, length: usize, origin: f32): f64 {
  const end = x + length * 4;
  const k = f32x4.splat(origin);
  let total: f64 = 0;
  while (x + 16 <= end) {
    let sum = f32x4.splat(0);
    const stop = min(x + PIECE * 4, end);
    for (; x + 16 <= stop; x += 16) sum = f32x4.add(sum, f32x4.sub(v128.load(x), k));
    total += lanes(sum);
  }
  for (; x < end; x += 4) total += <f64>(load<f32>(x) - origin);
  return total;
}

/** Sum of (x - origin)^2; adds the sum of x - origin to the float64 at `sumAt`. */
export function runMoments(x: usize, length: usize, origin: f32, sumAt: usize): f64 {
  const end = x + length * 4;
  const k = f32x4.splat(origin);
  let total: f64 = 0;
  let totalSum: f64 = load<f64>(sumAt);
  while (x + 16 <= end) {
    let sum = f32x4.splat(0);
    let squares = f32x4.splat(0);
    const stop = min(x + PIECE * 4, end);
    for (; x + 16 <= stop; x += 16) {
      const d = f32x4.sub(v128.load(x), k);
      sum = f32x4.add(sum, d);
      squares = f32x4.add(squares, f32x4.mul(d, d));
    }
    totalSum += lanes(sum);
    total += lanes(squares);
  }
  for (; x < end; x += 4) {
    const d = load<f32>(x) - origin;
    totalSum += <f64>d;
    total += <f64>(d * d);
  }
  store<f64>(sumAt, totalSum);
  return total;
}

/** Sum of x * (y - origin). */
export function runProduct(x: usize, y: usize, length: usize, origin: f32): f64 {
  const end = x + length * 4;
  const k = f32x4.splat(origin);
  let total: f64 = 0;
  while (x + 16 <= end) {
    let sum = f32x4.splat(0);
    const stop = min(x + PIECE * 4, end);
    for (; x + 16 <= stop; x += 16, y += 16) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(x), f32x4.sub(v128.load(y), k)));
    }
    total += lanes(sum);
  }
  for (; x < end; x += 4, y += 4) total += <f64>(load<f32>(x) * (load<f32>(y) - origin));
  return total;
}

/** y = (x - origin) * scale + shift. */
export function runAffine(x: usize, y: usize, length: usize, origin: f32, scale: f32, shift: f32): void {
  const end = x + length * 4;
  const k = f32x4.splat(origin);
  const a = f32x4.splat(scale);
  const b = f32x4.splat(shift);
  for (; x + 16 <= end; x += 16, y += 16) {
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), k), a), b));
  }
  for (; x < end; x += 4, y += 4) store<f32>(y, (load<f32>(x) - origin) * scale + shift);
}

/** dx = a * dy + b * (x - origin) + c. */
export function runGradient(x: usize, dy: usize, dx: usize, length: usize, origin: f32, a: f32, b: f32, c: f32): void {
  const end = x + length * 4;
  const k = f32x4.splat(origin);
  const va = f32x4.splat(a);
  const vb = f32x4.splat(b);
  const vc = f32x4.splat(c);
  for (; x + 16 <= end; x += 16, dy += 16, dx += 16) {
    const d = f32x4.mul(f32x4.sub(v128.load(x), k), vb);
    v128.store(dx, f32x4.add(f32x4.add(f32x4.mul(v128.load(dy), va), vc), d));
  }
  for (; x < end; x += 4, dy += 4, dx += 4) {
    store<f32>(dx, load<f32>(dy) * a + c + (load<f32>(x) - origin) * b);
  }
}
