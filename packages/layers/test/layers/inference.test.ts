import { expect, test } from '@jest/globals';
import { referenceInference } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';
import { batchNormalization } from '../../src';
import { describeOnBackends } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';

const rows = [
  [1, -2, 0.5],
  [3, 0.25, -1],
  [-0.5, 4, 2],
];

/** The weights in the order of `getWeights`, and a value for each that no layer starts with. */
const weightNames = ['gamma', 'beta', 'mean', 'variance'] as const;
const values = {
  gamma: [1.5, -0.5, 2],
  beta: [0.1, 0.2, -0.3],
  mean: [0.5, -1, 2],
  variance: [0.5, 3, 1.25],
};

function modelOfOneLayer() {
  const layer = batchNormalization({ inputShape: [3], epsilon: 0.01, momentum: 0.5 });
  const model = tf.sequential({ layers: [layer] });
  /** What the layer's weights, as they are now, make of the rows by the formula in float64. */
  const expected = () => {
    const [gamma, beta, mean, variance] = layer.getWeights().map((weight) => [...weight.dataSync()]);
    return referenceInference(rows, mean!, variance!, gamma, beta, 0.01).flat();
  };
  const predicted = () => tf.tidy(() => [...(model.predict(tf.tensor2d(rows)) as tf.Tensor).dataSync()]);
  return { layer, model, expected, predicted };
}

describeOnBackends('inference, whose scale and shift are kept from call to call,', () => {
  test.each(weightNames)('follows %s once it is assigned', (name) => {
    const { layer, expected, predicted } = modelOfOneLayer();
    layer.setWeights(weightNames.map((other) => tf.tensor1d(values[other])));
    predicted();
    layer.weights[weightNames.indexOf(name)]!.write(tf.tensor1d([2, 0.75, 1]));
    expectClose(predicted(), expected());
  });

  test.each(weightNames)('follows %s through setWeights of the model', (name) => {
    const { model, expected, predicted } = modelOfOneLayer();
    predicted();
    const changed = model
      .getWeights()
      .map((weight, i) => (weightNames[i] === name ? tf.tensor1d(values[name]) : weight));
    model.setWeights(changed);
    expectClose(predicted(), expected());
  });

  test('follows training, whose steps move all four weights', async () => {
    const { model, expected, predicted } = modelOfOneLayer();
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    const before = predicted();
    for (let step = 0; step < 3; step++) {
      await model.trainOnBatch(tf.tensor2d(rows), tf.zeros([3, 3]));
      expectClose(predicted(), expected());
    }
    expect(predicted()).not.toEqual(before);
  });

  test('keeps its two tensors alone, however often the weights change', () => {
    const { layer, predicted } = modelOfOneLayer();
    predicted();
    const before = tf.memory().numTensors;
    for (const shift of [1, 2, 3]) {
      tf.tidy(() => void layer.weights[1]!.write(tf.fill([3], shift)));
      predicted();
      predicted();
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});
