/**
 * The seed that a repeat draws from. Repeats are as far as can be from those before them: 2^31 seeds away for the first,
 * 2^30 for the second, their sum for the third, so that no two of a seed are the same run, and those of small seeds are no
 * other runs.
 *
 * @param repeat An integer from 0 to 2^32 - 1. Default 0.
 */
export function seedOfRepeat(seed: number, repeat = 0): number {
  return (seed + reversedBits(repeat)) % 2 ** 32;
}

/** The lowest bit of 32 becomes the highest. */
function reversedBits(value: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 32; bit++) reversed = reversed * 2 + (Math.floor(value / 2 ** bit) % 2);
  return reversed;
}
