import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CompiledNetwork } from '../../src';
import { arbitraryShape, randomExamples, randomValues, uniform } from '../helpers/arbitrary-network';
import { distance, referenceStep } from '../helpers/reference-network';

const runs = Number(process.env.BNLAB_PROPERTY_RUNS ?? 100);

const arbitraryCase = fc.record({
  shape: arbitraryShape,
  seed: fc.integer({ min: 0, max: 1e9 }),
  batch: fc.integer({ min: 1, max: 19 }),
  kind: fc.constantFrom('bytes' as const, 'floats' as const),
  inputs: fc.constantFrom('sparse' as const, 'dense' as const),
});

function draw(count: number, size: number, seed: number): Uint32Array {
  const next = uniform(seed);
  return Uint32Array.from({ length: size }, () => Math.floor(next() * count));
}

describe('a training step', () => {
  test('is the step in double precision: any shape, activation, normalization, optimizer and batch', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCase, async ({ shape, seed, batch, kind, inputs }) => {
        const examples = randomExamples(shape, { count: 23, seed: seed + 1, kind });
        const values = randomValues(shape, seed);
        const network = await CompiledNetwork.create(shape, values, { inputs });
        const indices = draw(23, batch, seed + 2);
        const loss = network.trainStep(examples, indices, 0.05);
        const expected = referenceStep(shape, values, examples, indices, 0.05);
        expect(loss).toBeCloseTo(expected.loss, 4);
        expect(distance(network.getState(), expected.values)).toBeLessThan(2e-4);
        expect(network.getState().step).toBe(4);
      }),
      { numRuns: runs },
    );
  });
});
