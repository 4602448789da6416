import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { registerFusedKernels, type Registration } from '../../src/tfjs';
import { normal, useWasmBackend } from './support/wasm-backend';

type Layer = tf.layers.Layer;
type Apply = (x: tf.SymbolicTensor) => tf.SymbolicTensor;

const { layers } = tf;
const line = [6, 3];
const image = [5, 6, 2];
const volume = [4, 5, 4, 2];

const through = (inputShape: number[], ...list: Layer[]): [number[], Apply] => [
  inputShape,
  (x) => list.reduce((value, layer) => layer.apply(value) as tf.SymbolicTensor, x),
];
/** A layer of two inputs, the second of them after weights. */
const joined = (layer: Layer): [number[], Apply] => [
  [4],
  (x) => layer.apply([x, layers.dense({ units: 4 }).apply(x) as tf.SymbolicTensor]) as tf.SymbolicTensor,
];
const sameSize = { padding: 'same' as const, kernelSize: 3, filters: 3 };
const recurrent = { units: 4, returnSequences: true };

/** For each layer of TensorFlow.js: the shape of an input, and the layer on it, between others where it has no weights. */
const programs: Record<string, () => [number[], Apply]> = {
  activation: () => through([4], layers.activation({ activation: 'softsign' })),
  add: () => joined(layers.add()),
  alphaDropout: () => through([4], layers.alphaDropout({ rate: 0 })),
  average: () => joined(layers.average()),
  averagePooling1d: () => through(line, layers.averagePooling1d({ poolSize: 2 })),
  averagePooling2d: () => through(image, layers.averagePooling2d({ poolSize: 2, strides: [1, 2] })),
  averagePooling3d: () =>
    through(volume, layers.averagePooling3d({ poolSize: 2, strides: [1, 2, 1], padding: 'same' })),
  batchNormalization: () => through(image, layers.batchNormalization()),
  bidirectional: () =>
    through(line, layers.bidirectional({ layer: layers.lstm(recurrent), mergeMode: 'concat' })),
  concatenate: () => joined(layers.concatenate()),
  conv1d: () => through(line, layers.conv1d({ ...sameSize, strides: 2 })),
  conv2d: () => through(image, layers.conv2d({ ...sameSize, strides: 2 })),
  conv2dTranspose: () => through(image, layers.conv2dTranspose({ ...sameSize, strides: 2 })),
  conv3d: () => through(volume, layers.conv3d({ ...sameSize, strides: 2 })),
  convLstm2d: () => through([2, ...image], layers.convLstm2d({ filters: 2, kernelSize: 2, padding: 'same' })),
  cropping2D: () =>
    through(
      image,
      layers.cropping2D({
        cropping: [
          [1, 0],
          [0, 2],
        ],
      }),
    ),
  dense: () => through(line, layers.dense({ units: 3, activation: 'selu' })),
  depthwiseConv2d: () => through(image, layers.depthwiseConv2d({ kernelSize: 2, depthMultiplier: 2 })),
  dot: () => joined(layers.dot({ axes: 1 })),
  dropout: () => through([4], layers.dropout({ rate: 0 })),
  elu: () => through([4], layers.elu()),
  embedding: () => [[4], (x) => through([4], layers.embedding({ inputDim: 7, outputDim: 3 }))[1](x)],
  flatten: () => through(image, layers.flatten()),
  gaussianDropout: () => through([4], layers.gaussianDropout({ rate: 0 })),
  gaussianNoise: () => through([4], layers.gaussianNoise({ stddev: 0 })),
  globalAveragePooling1d: () => through(line, layers.globalAveragePooling1d()),
  globalAveragePooling2d: () => through(image, layers.globalAveragePooling2d({})),
  globalMaxPooling1d: () => through(line, layers.globalMaxPooling1d()),
  globalMaxPooling2d: () => through(image, layers.globalMaxPooling2d({})),
  gru: () => through(line, layers.gru(recurrent)),
  layerNormalization: () => through(line, layers.layerNormalization()),
  leakyReLU: () => through([4], layers.leakyReLU({ alpha: 0.2 })),
  lstm: () => through(line, layers.lstm(recurrent)),
  masking: () => through(line, layers.masking({ maskValue: 0 }), layers.simpleRNN(recurrent)),
  maxPooling1d: () => through(line, layers.maxPooling1d({ poolSize: 2 })),
  maxPooling2d: () => through(image, layers.maxPooling2d({ poolSize: 3, strides: 1, padding: 'same' })),
  maxPooling3d: () =>
    through(volume, layers.maxPooling3d({ poolSize: 2, strides: [2, 1, 1], padding: 'same' })),
  maximum: () => joined(layers.maximum()),
  minimum: () => joined(layers.minimum()),
  multiply: () => joined(layers.multiply()),
  permute: () => through(line, layers.permute({ dims: [2, 1] })),
  prelu: () => through(line, layers.prelu({ alphaInitializer: tf.initializers.constant({ value: 0.3 }) })),
  reLU: () => through([4], layers.reLU({ maxValue: 1 })),
  repeatVector: () => through([4], layers.repeatVector({ n: 3 })),
  rescaling: () => through([4], layers.rescaling({ scale: 3, offset: 1 })),
  reshape: () => through([4], layers.reshape({ targetShape: [2, 2] })),
  rnn: () => through(line, layers.rnn({ cell: layers.stackedRNNCells({ cells: cells() }) })),
  separableConv2d: () => through(image, layers.separableConv2d({ ...sameSize, depthMultiplier: 2 })),
  simpleRNN: () => through(line, layers.simpleRNN(recurrent)),
  softmax: () => through([4], layers.softmax()),
  spatialDropout1d: () => through(line, layers.spatialDropout1d({ rate: 0 })),
  thresholdedReLU: () => through([4], layers.thresholdedReLU({ theta: 0.2 })),
  timeDistributed: () => through(line, layers.timeDistributed({ layer: layers.dense({ units: 2 }) })),
  upSampling2d: () => through([5, 5, 2], layers.upSampling2d({ interpolation: 'bilinear' })),
  zeroPadding2d: () =>
    through(
      image,
      layers.zeroPadding2d({
        padding: [
          [1, 0],
          [0, 2],
        ],
      }),
    ),
};

function cells() {
  return [layers.lstmCell({ units: 3 }), layers.gruCell({ units: 3 }), layers.simpleRNNCell({ units: 3 })];
}

/** No layers, other names of those above, and what trains nowhere, since TensorFlow.js has no gradient for it. */
const others = new RegExp(
  '^(Layer|RNN|RNNCell|input|inputLayer|.*Cells?|avgPool.*|maxPool\\dd|globalMaxPool\\dd|' +
    'categoryEncoding|centerCrop|conv3dTranspose|randomWidth|resizing)$',
);

/** No gradient goes through them to their input: weights come after them, not before. */
const first = ['embedding', 'masking', 'thresholdedReLU'];

/** Weights and gradients of a model after some steps, from the same start on every backend. */
async function trained(name: string): Promise<number[][]> {
  const [inputShape, apply] = programs[name]!();
  const input = tf.input({ shape: inputShape });
  const weights = (to: tf.SymbolicTensor, units: number) =>
    layers.dense({ units }).apply(to) as tf.SymbolicTensor;
  // Weights before the layer show its gradient to its input.
  const outputs = first.includes(name) ? weights(apply(input), 3) : apply(weights(input, inputShape.at(-1)!));
  const model = tf.model({ inputs: input, outputs });
  const start = model
    .getWeights()
    .map(({ shape }, i) => tf.tensor(normal(tf.util.sizeFromShape(shape), i + 3), shape));
  // A variance is not negative.
  model.setWeights(start.map((weight) => weight.abs().mul(0.5)));
  model.compile({ optimizer: tf.train.sgd(0.02), loss: 'meanSquaredError' });
  const shape = [4, ...inputShape];
  const values = tf.tensor(normal(tf.util.sizeFromShape(shape), 1), shape);
  const x = name === 'embedding' ? values.abs().mul(2).floor() : values;
  const outputShape = [4, ...(model.outputShape as number[]).slice(1)];
  const y = tf.tensor(normal(tf.util.sizeFromShape(outputShape), 2), outputShape);
  for (let step = 0; step < 2; step++) await model.trainOnBatch(x, y);
  const result = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  model.dispose();
  return result;
}

let registration: Registration;
beforeAll(async () => {
  await useWasmBackend();
  registration = await registerFusedKernels();
});
afterAll(() => registration.unregister());

test('each layer of TensorFlow.js is here', () => {
  const names = Object.keys(layers).filter((name) => !others.test(name));
  expect(Object.keys(programs).sort()).toEqual(names.sort());
});

describe('trains on WebAssembly as on the CPU backend:', () => {
  test.each(Object.keys(programs))('%s', async (name) => {
    await tf.setBackend('cpu');
    const wanted = await trained(name);
    await tf.setBackend('wasm');
    const found = await trained(name);
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(wanted.map((weight) => weight.map((value) => expect.closeTo(value, 4))));
  });
});
