import { describe, expect, test } from '@jest/globals';
import { type BatchNormImplementation, checkBatchNorm, laws, referenceImplementation } from '../../src/spec';

const { training, inference } = referenceImplementation;
const zeroMean = laws.filter(({ name }) => name === 'zero mean');

describe('checkBatchNorm', () => {
  test('finds every law kept by the reference', async () => {
    const verdicts = await checkBatchNorm(referenceImplementation, { numRuns: 10 });
    expect(verdicts.map(({ law }) => law)).toEqual(laws);
    expect(verdicts.filter(({ outcome }) => outcome !== 'kept')).toEqual([]);
  });

  test('skips what an implementation does not have, and says what that is', async () => {
    const verdicts = await checkBatchNorm({ training, inference }, { numRuns: 1 });
    const skipped = verdicts.filter(({ outcome }) => outcome === 'skipped');
    expect(skipped.map(({ law }) => law.name)).toEqual(
      laws.filter(({ needs }) => needs.length > 0).map(({ name }) => name),
    );
    const moved = skipped.find(({ law }) => law.name === 'moved axis');
    expect(moved).toMatchObject({ missing: ['trainingOnAxis'] });
  });

  test('shrinks a counterexample to the smallest, and finds it again by its seed', async () => {
    const shifted: BatchNormImplementation = {
      inference,
      async training(x, gamma, beta, epsilon) {
        const { y, ...statistics } = await training(x, gamma, beta, epsilon);
        return { y: y.map((row) => row.map((value) => value + 1)), ...statistics };
      },
    };
    const [first] = await checkBatchNorm(shifted, { laws: zeroMean });
    expect(first).toMatchObject({
      outcome: 'broken',
      counterexample: { x: [[0], [0]], gamma: [0], beta: [0], epsilon: 1e-3 },
      message: 'mean of y[0]: expected 0, got 1',
    });
    const { seed } = first as { seed: number };
    expect(await checkBatchNorm(shifted, { laws: zeroMean, seed })).toEqual([first]);
  });

  test('takes implementations that are classes, that promise, that throw and that return nonsense', async () => {
    class Promising implements BatchNormImplementation {
      private readonly shift = 0;
      async training(...args: Parameters<BatchNormImplementation['training']>) {
        const { y, ...statistics } = await training(...args);
        return { y: y.map((row) => row.map((value) => value + this.shift)), ...statistics };
      }
      readonly inference = inference;
    }
    const unfinished = (result: unknown) => ({
      inference,
      training: () => result as { y: []; mean: []; variance: [] },
    });
    const failing = {
      inference,
      training: () => {
        throw new Error('not written yet');
      },
    };
    const outcomes = [];
    for (const implementation of [new Promising(), failing, unfinished(undefined), unfinished({ y: 3 })]) {
      outcomes.push(...(await checkBatchNorm(implementation, { laws: zeroMean, numRuns: 5 })));
    }
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['kept', 'broken', 'broken', 'broken']);
    expect(outcomes[1]).toMatchObject({ message: 'not written yet' });
  });

  test('tells each verdict as it is reached', async () => {
    const told: unknown[] = [];
    const verdicts = await checkBatchNorm(
      { training, inference },
      { numRuns: 1, onVerdict: (verdict) => told.push(verdict) },
    );
    expect(told).toEqual(verdicts);
  });
});
