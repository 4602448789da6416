import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import {
  batchNormGRUCell,
  batchNormLSTMCell,
  batchNormSimpleRNNCell,
  batchNormalization,
  convertToBnlab,
  freezeBatchNorm,
} from '../../src';
import { useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';
import { artifactsOf, modelOf } from '../helpers/memory-model';
import {
  expected,
  input,
  loadSaved,
  normalization,
  type SavedModel,
  topologyOf,
  weights,
} from './saved-model';

/*
 * What people reported of models with batch norm that do not load, or mean something else once loaded, in TensorFlow.js,
 * Keras and elsewhere.
 */
useBackendInTests('cpu');

const policy = (name: string) => ({ class_name: 'DTypePolicy', config: { name } });
const renamed = (rename: (name: string) => string) =>
  Object.fromEntries(Object.entries(weights).map(([name, values]) => [rename(name), values]));
const expectPrediction = (model: tf.LayersModel, values = expected, tolerance = 1e-5) =>
  expectClose(model.predict(input()) as tf.Tensor, values, tolerance);

describe('a saved model predicts', () => {
  const models: Record<string, SavedModel> = {
    // https://github.com/tensorflow/tfjs/issues/8494
    'of Keras 3, whose input has a batch_shape': {
      first: {
        class_name: 'InputLayer',
        config: { batch_shape: [null, 2], dtype: 'float32', name: 'input_layer' },
      },
      config: { ...normalization, axis: -1, dtype: policy('float32'), synchronized: false },
      version: '3.8.0',
    },
    // https://github.com/tensorflow/tfjs/issues/755
    'whose weights have the name of the model before theirs': {
      weights: renamed((name) => `sequential/${name}`),
    },
    // https://github.com/tensorflow/tfjs/issues/8321
    'whose layers were numbered on from another model': {
      weights: renamed((name) => name.replace('/', '_2/')),
    },
    // https://github.com/tensorflow/tensorflow/issues/46380, https://github.com/keras-team/keras/issues/9582
    ...Object.fromEntries(
      [policy('mixed_float16'), 'mixed_float16', 'float16', 'bfloat16', 'float64'].map((dtype) => [
        `of dtype ${JSON.stringify(dtype)}`,
        { config: { ...normalization, dtype } },
      ]),
    ),
  };
  test.each(Object.entries(models))('%s', async (_, saved) => expectPrediction(await loadSaved(saved)));

  // https://github.com/tensorflow/tfjs/issues/4823, https://github.com/tensorflow/tfjs/issues/626
  test.each([
    ['GroupNormalization', { groups: 2 }],
    ['GroupNormalization', { groups: -1 }],
    ['Addons>GroupNormalization', { groups: 2 }],
    ['Addons>InstanceNormalization', { groups: -1 }],
    ['InstanceNormalization', {}],
  ])('of the class %s with %j', async (className, options) => {
    const { name: _, axis: __, momentum: ___, ...config } = normalization;
    const first = {
      class_name: 'InputLayer',
      config: { batch_input_shape: [null, 3, 2], dtype: 'float32', name: 'i' },
    };
    const own = { 'gn/gamma': [1, 1], 'gn/beta': [0, 0] };
    const model = await loadSaved({
      ...{ first, className, weights: own },
      config: { ...config, name: 'gn', axis: -1, ...options },
    });
    // A group for each channel: (1, 3, 5) has mean 3 and variance 8 / 3, (2, 2, 8) mean 4 and variance 8.
    const [left, right] = [Math.sqrt(8 / 3 + 1e-3), Math.sqrt(8 + 1e-3)];
    const x = tf.tensor3d([1, 2, 3, 2, 5, 8], [1, 3, 2]);
    const wanted = [-2 / left, -2 / right, 0, -2 / right, 2 / left, 4 / right];
    expectClose(model.predict(x) as tf.Tensor, wanted, 1e-5);
  });
});

// https://github.com/tensorflow/tfjs/issues/1602, https://github.com/tensorflow/tfjs/issues/1474
describe('weights of fewer bits, in several files, load and are saved again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bnlab-quantized-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['uint8', 255, 1],
    ['uint8', 255, 3],
    ['uint16', 65535, 3],
  ] as const)('%s (%d steps) in %d files', async (dtype, steps, files) => {
    const packed = Object.entries(weights).map(([name, values]) => {
      const min = Math.min(...values);
      const scale = (Math.max(...values) - min) / steps;
      const whole = values.map((value) => Math.round((value - min) / scale));
      const bytes =
        dtype === 'uint8' ? Uint8Array.from(whole) : new Uint8Array(Uint16Array.from(whole).buffer);
      const quantization = { dtype, min, scale, original_dtype: 'float32' };
      return { bytes, spec: { name, shape: [values.length], dtype: 'float32', quantization } };
    });
    const bytes = Buffer.concat(packed.map((part) => part.bytes));
    const paths = Array.from({ length: files }, (_, i) => {
      const part = bytes.subarray(
        Math.floor((bytes.length * i) / files),
        Math.floor((bytes.length * (i + 1)) / files),
      );
      writeFileSync(join(folder, `part${i}.bin`), part);
      return `part${i}.bin`;
    });
    const weightsManifest = [{ paths, weights: packed.map(({ spec }) => spec) }];
    writeFileSync(
      join(folder, 'model.json'),
      JSON.stringify({ format: 'layers-model', modelTopology: topologyOf({}), weightsManifest }),
    );
    const model = await tf.loadLayersModel(`file://${folder}/model.json`);
    expectPrediction(model, expected, 0.01);
    await model.save(`file://${folder}/again`);
    const again = await tf.loadLayersModel(`file://${folder}/again`);
    expect((again.predict(input()) as tf.Tensor).arraySync()).toEqual(
      (model.predict(input()) as tf.Tensor).arraySync(),
    );
  });
});

describe('saved by TensorFlow.js and loaded', () => {
  const roundTrip = async (model: tf.LayersModel) => modelOf(await artifactsOf(model));
  const values = (model: tf.LayersModel, x: tf.Tensor) =>
    Array.from((model.predict(x) as tf.Tensor).dataSync());

  // https://github.com/tensorflow/tensorflow/issues/34950
  test('a model with a part that is frozen gives the same, however it was frozen', async () => {
    const base = tf.sequential({
      layers: [
        tf.layers.conv2d({ filters: 3, kernelSize: 3, inputShape: [6, 6, 2], useBias: false }),
        batchNormalization({ movingMeanInitializer: 'randomNormal' }),
        tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }),
      ],
    });
    const model = tf.sequential({ layers: [base, tf.layers.dense({ units: 2 }), batchNormalization()] });
    const x = tf.randomNormal([4, 6, 6, 2]);
    const wanted = values(model, x);
    const ways = [
      () => (base.trainable = false),
      () => freezeBatchNorm(model),
      () => (model.trainable = false),
    ];
    for (const freeze of ways) {
      freeze();
      const again = await roundTrip(model);
      expect(values(again, x)).toEqual(wanted);
      expect(values(await roundTrip(again), x)).toEqual(wanted);
    }
  });

  // https://github.com/tensorflow/tfjs/issues/342, https://github.com/tensorflow/tfjs/issues/1476
  test.each([
    ['LSTM', batchNormLSTMCell],
    ['GRU', batchNormGRUCell],
    ['simple RNN', batchNormSimpleRNNCell],
  ])('recurrent %s cells, alone, stacked and bidirectional, go on as they were', async (_, make) => {
    const cell = (units: number) => make({ units, maxSteps: 4 });
    const inputShape = [4, 2];
    const layers = [
      tf.layers.rnn({ cell: cell(3), inputShape }),
      tf.layers.rnn({ cell: [cell(3), cell(2)], inputShape }),
      tf.layers.bidirectional({
        layer: tf.layers.rnn({ cell: cell(3), returnSequences: true }),
        ...{ mergeMode: 'concat', inputShape },
      }),
    ];
    const x = tf.randomNormal([3, 4, 2]);
    for (const layer of layers) {
      const model = tf.sequential({ layers: [layer] });
      model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
      await model.trainOnBatch(x, tf.zerosLike(model.predict(x) as tf.Tensor));
      expectClose(values(await roundTrip(model), x), values(model, x), 1e-6);
    }
  });

  // https://github.com/microsoft/onnxruntime/issues/10440, https://github.com/pytorch/pytorch/issues/14807
  test('the count behind a cumulative average is kept, and goes along with convertToBnlab', async () => {
    const model = tf.sequential({ layers: [batchNormalization({ inputShape: [1], momentum: null })] });
    const step = async (of: tf.LayersModel, value: number) => {
      of.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
      await of.trainOnBatch(tf.tensor2d([[value - 1], [value + 1]]), tf.zeros([2, 1]));
    };
    await step(model, 1);
    await step(model, 2);
    for (const copy of [await roundTrip(model), await convertToBnlab(model)]) {
      await step(copy, 6);
      expectClose(copy.getWeights()[2]!, [(1 + 2 + 6) / 3], 1e-5);
    }
  });
});
