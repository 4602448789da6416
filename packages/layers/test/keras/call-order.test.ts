import { beforeAll, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { batchNormalization } from '../../src';
import { artifactsOf, modelOf } from '../helpers/memory-model';

// TensorFlow.js runs the calls of a shared layer last one first, so that averages end up unlike those of Keras.
beforeAll(() => tf.setBackend('cpu'));

const near = tf.tensor2d([[1], [3]]);
const far = tf.tensor2d([[10], [14]]);
const moved = (mean: number, value: number) => 0.5 * mean + 0.5 * value;

function shared() {
  const layer = batchNormalization({ momentum: 0.5 });
  const inputs = ['near', 'far'].map((name) => tf.input({ shape: [1], name }));
  const outputs = inputs.map((input) => layer.apply(input) as tf.SymbolicTensor);
  const sum = tf.layers.add().apply(outputs) as tf.SymbolicTensor;
  return { layer, inputs, outputs, model: tf.model({ inputs, outputs: sum }) };
}

const meanOf = (layer: { movingMean: tf.LayerVariable }) => layer.movingMean.read().dataSync()[0];
const compile = (model: tf.LayersModel) => model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });

test.each([false, true])(
  'batches move the averages in the order of the calls; predicts first: %s',
  async (predictsFirst) => {
    const { layer, model } = shared();
    if (predictsFirst) tf.dispose(model.predict([near, far]));
    compile(model);
    await model.trainOnBatch([near, far], tf.zeros([2, 1]));
    expect(meanOf(layer)).toBeCloseTo(moved(moved(0, 2), 12), 5);
    await model.trainOnBatch([near, far], tf.zeros([2, 1]));
    expect(meanOf(layer)).toBeCloseTo(moved(moved(moved(moved(0, 2), 12), 2), 12), 5);
  },
);

test('a model with one of the calls needs nothing of the other', async () => {
  const { inputs, outputs, layer, model } = shared();
  compile(model);
  const second = tf.model({ inputs: inputs[1]!, outputs: outputs[1]! });
  compile(second);
  await second.trainOnBatch(far, tf.zeros([2, 1]));
  expect(meanOf(layer)).toBeCloseTo(moved(0, 12), 5);
});

test('a model of a model predicts, saves and counts its weights as before', async () => {
  const { model, inputs } = shared();
  compile(model);
  const wrapped = tf.model({
    inputs,
    outputs: tf.layers.reLU().apply(model.outputs[0]!) as tf.SymbolicTensor,
  });
  const found = wrapped.predict([near, far]) as tf.Tensor;
  const wanted = tf.relu(model.predict([near, far]) as tf.Tensor);
  expect(Array.from(found.dataSync())).toEqual(Array.from(wanted.dataSync()));
  const again = await modelOf(await artifactsOf(wrapped));
  expect(again.countParams()).toBe(model.countParams());
});

test('a model inside of another orders its calls as well', async () => {
  const { layer, model } = shared();
  const ends = ['first', 'second'].map((name) => tf.input({ shape: [1], name }));
  const whole = tf.model({ inputs: ends, outputs: model.apply(ends) as tf.SymbolicTensor });
  compile(whole);
  await whole.trainOnBatch([near, far], tf.zeros([2, 1]));
  expect(meanOf(layer)).toBeCloseTo(moved(moved(0, 2), 12), 5);
});
