import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CompiledNetwork } from '../../src';
import { LinearMemory } from '../../src/wasm/linear-memory';
import { arbitraryShape, randomExamples, randomValues, uniform } from '../helpers/arbitrary-network';

const CANARY = 0xa5;

/** Every byte that belongs to no block, and what it held when nobody should have written there. */
function fillGaps(memory: LinearMemory): void {
  for (const { start, end } of memory.gaps()) memory.bytes(start, end - start).fill(CANARY);
}

function damagedGaps(memory: LinearMemory): number {
  return memory
    .gaps()
    .filter(({ start, end }) => memory.bytes(start, end - start).some((byte) => byte !== CANARY)).length;
}

describe('the kernels', () => {
  test('write nowhere but in their blocks: any network, batch, way of inference and number of threads', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryShape,
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 1, max: 23 }),
        fc.constantFrom('bytes' as const, 'floats' as const),
        fc.constantFrom('sparse' as const, 'dense' as const),
        fc.constantFrom(1, 1, 1, 3),
        async (shape, seed, batch, kind, inputs, threads) => {
          const memory = new LinearMemory({ shared: threads > 1 });
          const options = { inputs, memory, threads };
          const network = await CompiledNetwork.create(shape, randomValues(shape, seed), options);
          const data = randomExamples(shape, { count: 23, seed, kind });
          // Far from 0, where means are taken twice.
          const far = { ...data, inputs: Float32Array.from(data.inputs, (value) => value + 1e4) };
          const next = uniform(seed);
          const indices = Uint32Array.from({ length: batch }, () => Math.floor(23 * next()));
          // The first pass makes the blocks; the second must leave what lies between them alone.
          const passes = () => {
            network.evaluate(data, 'batch');
            network.trainStep(data, indices, 0.1);
            network.evaluate(data, 'population');
            network.observe(data, indices);
            network.trainStep(far, indices, 0.1);
            network.evaluate(far, 'batch');
          };
          passes();
          fillGaps(memory);
          passes();
          network.dispose();
          expect(damagedGaps(memory)).toBe(0);
        },
      ),
    );
  });

  test('would be caught', () => {
    const memory = new LinearMemory();
    const [first] = [memory.allocate(10), memory.allocate(1)];
    fillGaps(memory);
    expect(damagedGaps(memory)).toBe(0);
    memory.bytes(first + 10, 1)[0] = 0;
    expect(damagedGaps(memory)).toBe(1);
  });
});
