import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { batchNormalization } from '../../src';
import { describeOnBackends } from '../helpers/backends';

/** A tensor lost per step shows after a few; the soak takes many. */
const steps = Number(process.env.BNLAB_PROPERTY_RUNS ?? 25) * 2;

function compiledModel(): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 4, inputShape: [3], useBias: false }),
      batchNormalization(),
      tf.layers.reshape({ targetShape: [2, 2] }),
      batchNormalization({ axis: 1, momentum: null, bessel: true }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 1 }),
    ],
  });
  model.compile({ optimizer: tf.train.momentum(0.01, 0.9), loss: 'meanSquaredError' });
  return model;
}

describeOnBackends('memory', () => {
  test(`stays the same over ${steps} steps of fit, trainOnBatch and predict`, async () => {
    const model = compiledModel();
    const [x, y] = [tf.randomNormal([8, 3]), tf.randomNormal([8, 1])];
    const step = async () => {
      const loss = await model.trainOnBatch(x, y);
      expect(loss).toEqual(expect.any(Number));
      (model.predict(x) as tf.Tensor).dispose();
    };
    await model.fit(x, y, { batchSize: 4, epochs: 1, verbose: 0 });
    await step();
    const { numTensors, numBytes } = tf.memory();
    for (let i = 0; i < steps; i++) await step();
    await model.fit(x, y, { batchSize: 4, epochs: steps / 2, verbose: 0, yieldEvery: 'never' });
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
  });

  test('is given back with the model, as that of a stock layer is', () => {
    const leftBy = (layer: tf.layers.Layer) => {
      const before = tf.memory().numTensors;
      const model = tf.sequential({ layers: [layer] });
      tf.tidy(() => model.predict(tf.ones([2, 3])));
      model.dispose();
      return tf.memory().numTensors - before;
    };
    const stock = leftBy(tf.layers.batchNormalization({ inputShape: [3] }));
    expect(leftBy(batchNormalization({ inputShape: [3] }))).toBe(stock);
  });
});
