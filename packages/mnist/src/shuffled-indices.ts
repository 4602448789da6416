import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** The numbers 0 to `count - 1` in random order (Fisher and Yates), every order equally likely. Advances `generator`. */
export function shuffledIndices(count: number, generator: RandomGenerator): Uint32Array {
  const indices = Uint32Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last--) {
    const chosen = uniformInt(generator, 0, last);
    const index = indices[chosen]!;
    indices[chosen] = indices[last]!;
    indices[last] = index;
  }
  return indices;
}
