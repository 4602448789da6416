import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { ArgumentError, fileSystem, keras3 } from '../../src';
import { useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';

const policy = {
  module: 'keras',
  class_name: 'DTypePolicy',
  config: { name: 'float32' },
  registered_name: null,
};
const dense = (name: string, more: object = {}) => ({
  class_name: 'Dense',
  config: { name, trainable: true, dtype: policy, units: 1, activation: 'linear', use_bias: false, ...more },
});
const input = {
  class_name: 'InputLayer',
  config: { batch_shape: [null, 1], dtype: 'float32', name: 'input_layer' },
};
const keras = (model: object) => ({ keras_version: '3.15.1', backend: 'tensorflow', model_config: model });
const sequential = (layers: object[]) =>
  keras({ class_name: 'Sequential', config: { name: 'sequential', layers: [input, ...layers] } });
const handlerOf = (modelTopology: object, weights: [name: string, value: number][]): tf.io.IOHandler =>
  tf.io.fromMemory({
    modelTopology,
    weightSpecs: weights.map(([name]) => ({ name, shape: [1, 1], dtype: 'float32' })),
    weightData: Float32Array.from(weights, ([, value]) => value).buffer,
  });
const tensorOf = (layer: string, call = 0) => ({
  class_name: '__keras_tensor__',
  config: { shape: [null, 1], dtype: 'float32', keras_history: [layer, call, 0] },
});
const one = () => tf.ones([1, 1]);

describe('models of Keras 3', () => {
  useBackendInTests('cpu');

  test.each([
    ['.h5 of one model', ['sequential/first/kernel', 'sequential/second/kernel']],
    ['.keras', ['layers/dense/vars/0', 'layers/dense_1/vars/0']],
    ['.keras of a compiled model', ['layers/dense/vars/0', 'layers/dense_1/vars/0', 'optimizer/vars/0']],
  ])('load by themselves: names of %s', async (_, names) => {
    const topology = sequential([dense('first'), dense('second')]);
    const weights = names.map((name, i): [string, number] => [name, i + 2]);
    const model = await tf.loadLayersModel(handlerOf(topology, weights));
    expectClose(model.predict(one()) as tf.Tensor, [6], 1e-6);
  });

  test('a functional model with names that TensorFlow.js would respell', async () => {
    const node = (name: string, ...layers: string[]) => ({
      name,
      inbound_nodes: [
        { args: layers.length > 1 ? [layers.map((l) => tensorOf(l))] : [tensorOf(layers[0]!)], kwargs: {} },
      ],
    });
    const model = keras({
      class_name: 'Functional',
      config: {
        name: 'functional',
        layers: [
          { ...input, name: 'input_layer', inbound_nodes: [] },
          { ...dense('left_1', { activation: 'silu' }), ...node('left_1', 'input_layer') },
          { ...dense('right_2'), ...node('right_2', 'input_layer') },
          {
            class_name: 'Add',
            config: { name: 'sum_of_both', dtype: policy },
            ...node('sum_of_both', 'left_1', 'right_2'),
          },
        ],
        input_layers: ['input_layer', 0, 0],
        output_layers: ['sum_of_both', 0, 0],
      },
    });
    const weights: [string, number][] = [
      ['left_1/kernel', 1],
      ['right_2/kernel', 2],
    ];
    for (const handler of [handlerOf(model, weights), keras3(handlerOf(model, weights))]) {
      const loaded = await tf.loadLayersModel(handler);
      expectClose(loaded.predict(one()) as tf.Tensor, [1 / (1 + Math.exp(-1)) + 2], 1e-5);
    }
  });

  test('what cannot be loaded is named', async () => {
    const unknown = { class_name: 'RMSNormalization', config: { name: 'mine', dtype: policy } };
    const load = (handler: tf.io.IOHandler) => tf.loadLayersModel(handler);
    await expect(load(handlerOf(sequential([unknown]), []))).rejects.toThrow(
      'layer "mine" of class RMSNormalization cannot be loaded: TensorFlow.js has no such layer',
    );
    const gru = { class_name: 'GRU', config: { name: 'gated', dtype: policy, units: 1, reset_after: true } };
    await expect(load(handlerOf(sequential([gru]), []))).rejects.toThrow(
      'layer "gated" of class GRU cannot be loaded',
    );
  });

  test('the handler refuses a model of Keras 2, and anything that is no place of a model', async () => {
    const old = { ...sequential([dense('first')]), keras_version: '2.15.0' };
    await expect(keras3(handlerOf(old, [])).load!()).rejects.toThrow(
      new ArgumentError(
        'keras3',
        'the model must be saved by Keras 3, got one of Keras 2.15.0; load it with tf.loadLayersModel alone',
      ),
    );
    expect(() => keras3(undefined as never)).toThrow(ArgumentError);
    await expect(keras3(fileSystem('/nowhere')).load!()).rejects.toThrow('does not exist');
  });
});
