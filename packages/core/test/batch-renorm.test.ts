import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { batchNormInference } from '../src/batch-norm-inference';
import { batchNormTraining } from '../src/batch-norm-training';
import { batchRenormLimits, batchRenormTraining } from '../src/batch-renorm';
import { referenceTraining } from '../src/reference';
import { describeOnBackends } from './support/backends';
import { type Case, cases, fromBatch, toBatch } from './support/cases';
import { expectClose, expectTensorsMade } from './support/matchers';
import { gradientsOf, tensorsOf } from './support/tensors';

function populationOf({ mean, variance }: Case) {
  return { populationMean: tf.tensor1d(mean), populationVariance: tf.tensor1d(variance) };
}

describeOnBackends('batchRenormTraining', () => {
  test('with rMax 1 and dMax 0 is batch norm, in value and in gradient', () => {
    fc.assert(
      fc.property(cases, (testCase) => {
        const { shape, axis, upstream, epsilon } = testCase;
        tf.tidy(() => {
          const inputs = tensorsOf(testCase);
          const dy = tf.tensor(upstream, shape);
          const population = populationOf(testCase);
          const renorm = ({ x, ...affine }: Partial<typeof inputs>) =>
            batchRenormTraining(x!, { ...affine, ...population, rMax: 1, dMax: 0, axis, epsilon }).output;
          const plain = ({ x, ...affine }: Partial<typeof inputs>) =>
            batchNormTraining(x!, { ...affine, axis, epsilon }).output;
          expectClose(renorm(inputs).dataSync(), plain(inputs).dataSync());
          const [ours, theirs] = [renorm, plain].map((compute) => gradientsOf(inputs, compute, dy));
          for (const name of Object.keys(inputs) as (keyof typeof inputs)[]) {
            expectClose(ours![name]!, theirs![name]!, 1e-3);
          }
        });
      }),
    );
  });

  test('without bounds gives what inference gives', () => {
    fc.assert(
      fc.property(cases, (testCase) => {
        const { axis, mean, variance, epsilon } = testCase;
        tf.tidy(() => {
          const { x, ...affine } = tensorsOf(testCase);
          const bounds = { rMax: Infinity, dMax: Infinity };
          const training = batchRenormTraining(x, {
            ...affine,
            ...populationOf(testCase),
            ...bounds,
            axis,
            epsilon,
          });
          const population = { mean: tf.tensor1d(mean), variance: tf.tensor1d(variance) };
          const inference = batchNormInference(x, { ...affine, ...population, axis, epsilon });
          expectClose(training.output.dataSync(), inference.dataSync(), 1e-3);
        });
      }),
    );
  });

  test('r and d are clipped, and constants to the gradient: dx is that of batch norm times r', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 1, max: 2, noNaN: true }), (testCase, rMax) => {
        const { shape, axis, values, upstream, mean, variance, epsilon } = testCase;
        const batch = toBatch(values, shape, axis);
        const { y: xHat, ...own } = referenceTraining(batch, undefined, undefined, epsilon);
        const clip = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
        const r = mean.map((_, c) =>
          clip(Math.sqrt((own.variance[c]! + epsilon) / (variance[c]! + epsilon)), 1 / rMax, rMax),
        );
        const d = mean.map((m, c) => clip((own.mean[c]! - m) / Math.sqrt(variance[c]! + epsilon), -0.5, 0.5));
        const expected = xHat.map((row) => row.map((v, c) => v * r[c]! + d[c]!));
        tf.tidy(() => {
          const x = tf.tensor(values, shape);
          const options = { ...populationOf(testCase), rMax, dMax: 0.5, axis, epsilon };
          expectClose(batchRenormTraining(x, options).output.dataSync(), fromBatch(expected, shape, axis));
          const dy = tf.tensor(upstream, shape);
          const { x: dx } = gradientsOf({ x }, ({ x }) => batchRenormTraining(x!, options).output, dy);
          const gamma = tf.tensor1d(r);
          const plain = gradientsOf(
            { x },
            ({ x }) => batchNormTraining(x!, { gamma, axis, epsilon }).output,
            dy,
          );
          expectClose(dx!, plain.x!, 1e-3);
        });
      }),
    );
  });

  test('makes three tensors, and refuses bounds that are none', () => {
    const x = tf.ones([2, 3]);
    const population = { populationMean: tf.zeros([3]), populationVariance: tf.ones([3]) };
    tf.dispose({ ...expectTensorsMade(3, () => batchRenormTraining(x, population)) });
    expect(() => batchRenormTraining(x, { ...population, rMax: 0.5 })).toThrow(
      'batchRenormTraining: rMax must be a number of at least 1, got 0.5',
    );
    expect(() => batchRenormTraining(x, { ...population, dMax: NaN })).toThrow(
      'dMax must be a number of at least 0',
    );
    expect(() => batchRenormTraining(x, { ...population, rmax: 2 } as typeof population)).toThrow(
      'Did you mean "rMax"?',
    );
  });
});

describe('batchRenormLimits', () => {
  test("follows the paper's schedule", () => {
    expect(batchRenormLimits(0)).toEqual({ rMax: 1, dMax: 0 });
    expect(batchRenormLimits(5_000)).toEqual({ rMax: 1, dMax: 0 });
    expect(batchRenormLimits(15_000)).toEqual({ rMax: 1 + (2 * 10) / 35, dMax: 2.5 });
    expect(batchRenormLimits(25_000).dMax).toBe(5);
    expect(batchRenormLimits(1e9)).toEqual({ rMax: 3, dMax: 5 });
  });

  test('never falls, and stays within its bounds', () => {
    fc.assert(
      fc.property(fc.nat({ max: 60_000 }), fc.nat({ max: 1_000 }), (step, more) => {
        const [now, later] = [batchRenormLimits(step), batchRenormLimits(step + more)];
        expect(later.rMax).toBeGreaterThanOrEqual(now.rMax);
        expect(later.dMax).toBeGreaterThanOrEqual(now.dMax);
        expect(later.rMax).toBeLessThanOrEqual(3);
        expect(later.dMax).toBeLessThanOrEqual(5);
      }),
    );
  });

  test('refuses a step that is none', () => {
    expect(() => batchRenormLimits(NaN)).toThrow(
      'batchRenormLimits: step must be a number of at least 0, got NaN',
    );
  });
});
