import { beforeEach } from '@jest/globals';
import { configureGlobal } from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Seeds everything random in every test: the examples of fast-check's properties, and `Math.random`, from which
 * TensorFlow.js takes the seeds of initializers, dropout and shuffling. A test that passes once then passes always.
 * Each test starts from the same seed, so that it draws the same numbers when it runs alone.
 *
 * `BNLAB_SEED` asks for another seed, and `BNLAB_PROPERTY_RUNS` for more examples of each property, as the soak does.
 */
const seed = Number(process.env.BNLAB_SEED ?? 20261126);
const numRuns = Number(process.env.BNLAB_PROPERTY_RUNS ?? 25);

configureGlobal({ seed, numRuns });
seedMathRandom();
beforeEach(seedMathRandom);

function seedMathRandom(): void {
  const generator = xoroshiro128plus(seed);
  Math.random = () => uniformFloat64(generator);
}
