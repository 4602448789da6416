const LN2 = 0.6931471805599453;
const SQRT_HALF = Math.SQRT1_2;
const buffer = new DataView(new ArrayBuffer(8));

/**
 * The natural logarithm of a positive, normal double, from operations that IEEE 754 defines exactly.
 *
 * `Math.log` may differ in its last bit from one JavaScript engine to another; starting weights drawn with it would
 * then differ too. Here x = m * 2^e with m in [sqrt(1/2), sqrt(2)), and ln m = 2 atanh(f) with
 * f = (m - 1)/(m + 1), |f| < 0.172, as the series 2 (f + f^3/3 + f^5/5 + ...), whose first omitted term is below
 * 1e-19.
 *
 * @param x A finite double of at least 2^-1022.
 * @returns ln(x), within 2 units in the last place.
 */
export function naturalLog(x: number): number {
  buffer.setFloat64(0, x);
  const high = buffer.getUint32(0);
  let exponent = (high >>> 20) - 1022;
  buffer.setUint32(0, (high & 0x000fffff) | 0x3fe00000);
  let mantissa = buffer.getFloat64(0);
  if (mantissa < SQRT_HALF) {
    mantissa *= 2;
    exponent -= 1;
  }
  const f = (mantissa - 1) / (mantissa + 1);
  const square = f * f;
  let series = 0;
  for (let odd = 23; odd >= 1; odd -= 2) series = series * square + 1 / odd;
  return 2 * f * series + exponent * LN2;
}
