import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { batchNormInference } from '../src/batch-norm-inference';
import { batchNormTraining } from '../src/batch-norm-training';
import {
  timeStepBatchNormInference,
  timeStepBatchNormTraining,
  updateTimeSteps,
} from '../src/time-step-batch-norm';
import { describeOnBackends } from './support/backends';
import { cases } from './support/cases';
import { expectClose, expectTensorsMade } from './support/matchers';
import { tensorsOf } from './support/tensors';

/** [batch, steps, channels] */
const sequences = cases.filter(({ shape, axis }) => shape.length === 3 && (axis === 2 || axis === -1));

function atStep(x: tf.Tensor, step: number): tf.Tensor {
  return x.slice([0, step, 0], [-1, 1, -1]).squeeze([1]);
}

describeOnBackends('time steps', () => {
  test('each step is normalized as a batch of its own, with one gamma and beta for all', () => {
    fc.assert(
      fc.property(sequences, (testCase) => {
        const { shape, epsilon } = testCase;
        tf.tidy(() => {
          const { x, ...affine } = tensorsOf(testCase);
          const { output, mean, variance } = timeStepBatchNormTraining(x, { ...affine, epsilon });
          for (let t = 0; t < shape[1]!; t++) {
            const expected = batchNormTraining(atStep(x, t), { ...affine, epsilon });
            expectClose(atStep(output, t).dataSync(), expected.output.dataSync());
            expectClose(mean.gather([t]).dataSync(), expected.mean.dataSync());
            expectClose(variance.gather([t]).dataSync(), expected.variance.dataSync());
          }
        });
      }),
    );
  });

  test('inference uses the statistics of each step, and of the last one past it', () => {
    fc.assert(
      fc.property(sequences, fc.integer({ min: 1, max: 3 }), (testCase, maxSteps) => {
        const { shape, mean, variance, epsilon } = testCase;
        tf.tidy(() => {
          const { x, ...affine } = tensorsOf(testCase);
          const rows = (values: number[], step: number) =>
            Array.from({ length: maxSteps }, (_, t) => values.map((value) => value + t * step));
          const population = { mean: tf.tensor2d(rows(mean, 1)), variance: tf.tensor2d(rows(variance, 0.5)) };
          const output = timeStepBatchNormInference(x, { ...population, ...affine, epsilon });
          for (let t = 0; t < shape[1]!; t++) {
            const row = Math.min(t, maxSteps - 1);
            const statistics = {
              mean: tf.tensor1d(rows(mean, 1)[row]!),
              variance: tf.tensor1d(rows(variance, 0.5)[row]!),
            };
            const expected = batchNormInference(atStep(x, t), { ...statistics, ...affine, epsilon });
            expectClose(atStep(output, t).dataSync(), expected.dataSync());
          }
        });
      }),
    );
  });

  test('a shorter batch updates the rows of its steps, a longer one all there are', () => {
    const statistics = (rows: number[][]) => ({ mean: tf.tensor2d(rows), variance: tf.tensor2d(rows) });
    const population = statistics([[1], [2]]);
    const shorter = expectTensorsMade(4, () =>
      updateTimeSteps(population, statistics([[3]]), { momentum: 0.5 }),
    );
    expectClose(shorter.mean.dataSync(), [2, 2]);
    const longer = updateTimeSteps(population, statistics([[3], [4], [5]]), { momentum: 0.5 });
    expectClose(longer.variance.dataSync(), [2, 3]);
    const byDefault = updateTimeSteps(population, statistics([[0], [0]]));
    expectClose(byDefault.mean.dataSync(), [0.99, 1.98], 1e-6);
  });

  test('makes as many tensors as it returns, and refuses other shapes', () => {
    const x = tf.ones([2, 3, 4]);
    const { output, mean, variance } = expectTensorsMade(3, () => timeStepBatchNormTraining(x));
    tf.dispose(expectTensorsMade(1, () => timeStepBatchNormInference(x, { mean, variance })));
    tf.dispose([output, mean, variance]);
    expect(() => timeStepBatchNormTraining(tf.ones([2, 3]))).toThrow(
      'x must be a tensor of rank 3, got a tensor of shape [2, 3]',
    );
    expect(() => timeStepBatchNormInference(x, { mean: tf.ones([4]), variance: tf.ones([4]) })).toThrow(
      'timeStepBatchNormInference: mean must have shape [steps, 4], got [4]',
    );
    expect(() => timeStepBatchNormTraining(x, { gamma: tf.ones([3]) })).toThrow('gamma must have shape [4]');
    const vector: tf.Tensor = tf.ones([4]);
    const vectors = { mean: vector as tf.Tensor2D, variance: vector as tf.Tensor2D };
    expect(() => updateTimeSteps(vectors, vectors)).toThrow(
      'updateTimeSteps: population.mean must be a tensor of rank 2, got a tensor of shape [4]',
    );
  });
});
