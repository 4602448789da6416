import { beforeAll, describe, expect, test } from '@jest/globals';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {
  batchMoments,
  batchNormInference,
  batchNormTraining,
  batchRenormTraining,
  foldIntoWeights,
  ghostBatchNormTraining,
  groupNorm,
  mergeMoments,
  synchronizedBatchNormTraining,
  timeStepBatchNormInference,
  timeStepBatchNormTraining,
  updatePopulation,
  updateTimeSteps,
  weightedBatchNormTraining,
} from '../src';

// Spares the advice to install another backend.
tf.env().set('PROD', true);

/** A program that imports `@tensorflow/tfjs-core` and one backend, and nothing that puts operations on tensors. */
describe('without chained operations and registered gradients', () => {
  const x = () => tf.tensor3d([0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144], [2, 3, 2]);
  const [gamma, beta] = [tf.tensor1d([2, 3]), tf.tensor1d([0, 1])];
  const moments = () => batchMoments(x());

  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  test('that is what this program is', () => {
    expect('mul' in tf.Tensor.prototype).toBe(false);
    expect(tf.getGradient('Multiply')).toBeUndefined();
  });

  test.each<[string, () => tf.Tensor]>([
    ['batchNormTraining', () => batchNormTraining(x(), { gamma, beta, axis: -1 }).output],
    ['batchNormInference', () => batchNormInference(x(), { ...statistics(), gamma, beta })],
    ['batchRenormTraining', () => batchRenormTraining(x(), { ...population(), gamma, beta }).output],
    ['ghostBatchNormTraining', () => ghostBatchNormTraining(x(), { ghostBatchSize: 1, gamma, beta }).output],
    ['groupNorm', () => groupNorm(x(), { groups: 1, gamma, beta })],
    ['mergeMoments', () => mergeMoments(moments(), moments()).mean],
    ['updatePopulation', () => updatePopulation({ ...statistics(), batches: 1 }, moments()).mean],
    ['weightedBatchNormTraining', () => weightedBatchNormTraining(x(), { weights: tf.ones([2]) }).output],
    [
      'synchronizedBatchNormTraining',
      () => synchronizedBatchNormTraining(x(), { reduceMoments: (local) => local, gamma }).output,
    ],
    ['timeStepBatchNormTraining', () => timeStepBatchNormTraining(x(), { gamma, beta }).output],
    ['timeStepBatchNormInference', () => timeStepBatchNormInference(x(), { ...steps(), gamma, beta })],
    ['updateTimeSteps', () => updateTimeSteps(steps(), steps()).mean],
    [
      'foldIntoWeights',
      () => foldIntoWeights(tf.ones([3, 2]), { layer: 'dense', ...statistics(), gamma, beta }).bias,
    ],
  ])('%s runs', (_, compute) => {
    expect(tf.tidy(compute).dataSync().every(Number.isFinite)).toBe(true);
  });

  test('a gradient in closed form needs no other', () => {
    const gradients = tf.grads((x, gamma) => batchNormTraining(x, { gamma, axis: -1 }).output);
    const [dx, dgamma] = gradients([x(), gamma], x());
    expect([dx!.shape, dgamma!.shape]).toEqual([[2, 3, 2], [2]]);
  });

  const statistics = () => {
    const { mean, variance } = moments();
    return { mean, variance };
  };
  const population = () => {
    const { mean, variance } = moments();
    return { populationMean: mean, populationVariance: variance };
  };
  const steps = () => {
    const { mean, variance } = timeStepBatchNormTraining(x());
    return { mean, variance };
  };
});
