import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { naturalLog } from './natural-log';

/**
 * An endless stream of independent draws from the normal distribution with mean 0 and deviation 1, the same on every
 * machine for the same seed.
 *
 * Method: Marsaglia's polar method. For (u, v) uniform in the unit disc and s = u^2 + v^2, both
 * u sqrt(-2 ln(s)/s) and v sqrt(-2 ln(s)/s) are standard normal and independent.
 *
 * @param seed A 32-bit integer.
 * @returns A function; each call gives the next draw.
 * @see G. Marsaglia and T. A. Bray, "A convenient method for generating normal variables", SIAM Review 6 (1964).
 */
export function standardNormal(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  // The generator starts neighbouring seeds next to each other; a jump sets their streams far apart.
  generator.jump();
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const draw = spare;
      spare = undefined;
      return draw;
    }
    for (;;) {
      const u = 2 * uniformFloat64(generator) - 1;
      const v = 2 * uniformFloat64(generator) - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * naturalLog(s)) / s);
      spare = v * scale;
      return u * scale;
    }
  };
}
