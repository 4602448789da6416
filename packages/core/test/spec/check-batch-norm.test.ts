import { describe, expect, test } from '@jest/globals';
import {
  type Batch,
  type BatchNormImplementation,
  type Channels,
  checkBatchNorm,
  laws,
  referenceImplementation,
} from '../../src/spec';

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

  test('the profile float32 asks for no more than plain float32 sums give, twice through the batch', async () => {
    const verdicts = await checkBatchNorm(inFloat32, { numRuns: 20, seed: 1, profile: 'float32' });
    expect(verdicts.filter(({ outcome }) => outcome === 'broken')).toEqual([]);
    const left = laws.filter((law) => !verdicts.some((verdict) => verdict.law === law));
    expect(left.every(({ precision }) => precision === 'compensated')).toBe(true);
    const beyond = await checkBatchNorm(inFloat32, { numRuns: 20, seed: 1, laws: left });
    expect(beyond.some(({ outcome }) => outcome === 'broken')).toBe(true);
  });
});

/** Rounds every intermediate result to float32. */
const inFloat32: BatchNormImplementation = {
  training(x, gamma, beta, epsilon) {
    const add = (sum: number, value: number) => Math.fround(sum + Math.fround(value));
    const columns = gamma!.map((_, c) => x.map((row) => row[c]!));
    const mean = columns.map((values) => Math.fround(values.reduce(add, 0) / values.length));
    const variance = columns.map((values, c) => {
      const squares = values.map((value) => Math.fround(value - mean[c]!) ** 2);
      return Math.fround(squares.reduce(add, 0) / values.length);
    });
    return { y: inferred(x, mean, variance, gamma!, beta!, epsilon), mean, variance };
  },
  inference: (x, mean, variance, gamma, beta, epsilon) => inferred(x, mean, variance, gamma!, beta!, epsilon),
};

function inferred(
  x: Batch,
  mean: Channels,
  variance: Channels,
  gamma: Channels,
  beta: Channels,
  epsilon: number,
): number[][] {
  const scale = variance.map((value, c) => Math.fround(gamma[c]! / Math.sqrt(Math.fround(value + epsilon))));
  return x.map((row) =>
    row.map((value, c) => Math.fround(Math.fround(value - mean[c]!) * scale[c]! + beta[c]!)),
  );
}
