import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { batchNormInference } from '../src/batch-norm-inference';
import { batchNormTraining } from '../src/batch-norm-training';
import { scaleShift } from '../src/scale-shift';
import './support/backends';
import { type Case, cases } from './support/cases';
import { expectClose, expectTensorsMade } from './support/matchers';
import { PlainKernels } from './support/plain-kernels';

/** Every number that batch normalization computes for a case: training, its gradient, inference. */
function everything({
  shape,
  axis,
  values,
  upstream,
  gamma,
  beta,
  mean,
  variance,
  epsilon,
}: Case): number[][] {
  return tf.tidy<number[][]>(() => {
    const affine = { ...(gamma && { gamma: tf.tensor1d(gamma) }), ...(beta && { beta: tf.tensor1d(beta) }) };
    const x = tf.tensor(values, shape);
    const names = Object.keys(affine);
    const training = batchNormTraining(x, { ...affine, axis, epsilon });
    const gradients = tf.grads((x, ...inputs) => {
      const options = Object.fromEntries(names.map((name, i) => [name, inputs[i]]));
      return batchNormTraining(x, { ...options, axis, epsilon }).output;
    })([x, ...Object.values(affine)], tf.tensor(upstream, shape));
    const population = { mean: tf.tensor1d(mean), variance: tf.tensor1d(variance) };
    const inference = batchNormInference(x, { ...affine, ...population, axis, epsilon });
    const all = [training.output, training.mean, training.variance, ...gradients, inference];
    return all.map((tensor) => Array.from(tensor.dataSync()));
  });
}

describe('registered kernels', () => {
  let kernels: PlainKernels;

  beforeEach(async () => {
    await tf.setBackend('cpu');
    kernels = new PlainKernels();
    kernels.register();
  });
  afterEach(() => kernels.unregister());

  test('are run, leak nothing, and agree with the operations on every rank and axis', () => {
    fc.assert(
      fc.property(cases, (testCase) => {
        const runs = { ...kernels.runs };
        const fused = expectTensorsMade(0, () => everything(testCase));
        expect(kernels.runs).toEqual({
          training: runs.training + 2,
          trainingGradient: runs.trainingGradient + 1,
          inference: runs.inference + 1,
        });
        kernels.unregister();
        const inOperations = everything(testCase);
        kernels.register();
        expect(fused.length).toBe(inOperations.length);
        fused.forEach((values, i) => expectClose(values, inOperations[i]!, 1e-3));
      }),
    );
  });

  test('serve a scale and a shift by themselves too, unless a tape records', () => {
    tf.tidy(() => {
      const x = tf.tensor3d([1, 2, 3, 4, 5, 6], [1, 2, 3]);
      const affine = { gamma: tf.tensor1d([2, -1]), beta: tf.tensor1d([0, 10]), axis: 1 };
      expectClose(scaleShift(x, affine).dataSync(), [2, 4, 6, 6, 5, 4]);
      expect(kernels.runs.inference).toBe(1);
      expectClose(
        tf
          .grad((x) => scaleShift(x, affine))(x)
          .dataSync(),
        [2, 2, 2, -1, -1, -1],
      );
      expect(kernels.runs.inference).toBe(1);
    });
  });

  test('are left alone on a backend that has none', async () => {
    await tf.setBackend('wasm');
    tf.tidy(() => batchNormTraining(tf.ones([2, 3])).output.dataSync());
    expect(kernels.runs.training).toBe(0);
  });

  test('never see an empty tensor', () => {
    tf.tidy(() => {
      const x = tf.zeros([0, 3]);
      const mean = tf.zeros([3]);
      tf.grad((x) => batchNormTraining(x).output)(x);
      batchNormInference(x, { mean, variance: mean });
    });
    expect(kernels.runs).toEqual({ training: 0, trainingGradient: 0, inference: 0 });
  });

  test('stand back for second derivatives, and for inference while a gradient is recorded', () => {
    const x = tf.tensor2d([[1], [2], [4]]);
    const sumOfGradient = (x: tf.Tensor) =>
      tf
        .grad((x) => batchNormTraining(x).output.pow(3).sum())(x)
        .square()
        .sum();
    const secondDerivative = tf.tidy(() => tf.grad(sumOfGradient)(x).arraySync());
    expect(kernels.runs).toEqual({ training: 0, trainingGradient: 0, inference: 0 });
    kernels.unregister();
    expect(secondDerivative).toEqual(tf.tidy(() => tf.grad(sumOfGradient)(x).arraySync()));

    const statistics = { mean: tf.zeros([1]), variance: tf.ones([1]) };
    kernels.register();
    tf.tidy(() => tf.grad((x) => batchNormInference(x, statistics))(x));
    expect(kernels.runs.inference).toBe(0);
  });
});
