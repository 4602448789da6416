import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { registerFusedKernels } from '../../src/tfjs';
import { normal, useWasmBackend } from './support/wasm-backend';

let unregister: () => void;
beforeAll(async () => {
  await useWasmBackend();
  ({ unregister } = await registerFusedKernels());
});
afterAll(() => unregister());

/** What `compute` gives without anything of ours, then with it. */
async function stockAndOurs<T>(compute: () => T | Promise<T>): Promise<[stock: T, ours: T]> {
  unregister();
  const stock = await compute();
  ({ unregister } = await registerFusedKernels());
  return [stock, await compute()];
}

function worstDifference(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  expect(found).toHaveLength(wanted.length);
  return Array.from(wanted).reduce(
    (worst, value, i) => Math.max(worst, Math.abs(found[i]! - value) / (1 + Math.abs(value))),
    0,
  );
}

const functions: [name: string, f: (x: tf.Tensor) => tf.Tensor][] = [
  ['relu', tf.relu],
  ['relu6', tf.relu6],
  ['sigmoid', tf.sigmoid],
  ['tanh', tf.tanh],
  ['leakyRelu', (x) => tf.leakyRelu(x, 0.3)],
  ['clipByValue', (x) => tf.clipByValue(x, -0.5, 0.75)],
  ['softmax', (x) => tf.softmax(x)],
];

describe.each(functions)('the gradient of %s', (_, f) => {
  test.each([[[1]], [[3, 7]], [[5, 4, 8]]])('of %j is that of the operations', async (shape) => {
    const size = tf.util.sizeFromShape(shape);
    const [x, dy] = [tf.tensor(normal(size, 1), shape).mul(3), tf.tensor(normal(size, 2), shape)];
    const before = tf.memory().numTensors;
    const [stock, ours] = await stockAndOurs(() => tf.tidy(() => tf.grad(f)(x, dy).dataSync().slice()));
    expect(worstDifference(ours, stock)).toBeLessThan(1e-6);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('a second derivative goes through the operations, as before', async () => {
  const x = tf.tensor1d([-0.3, 0.2, 0.6]);
  const penalty = (y: tf.Tensor) =>
    tf
      .grad((z: tf.Tensor) => tf.relu(z.square()))(y)
      .square()
      .sum();
  const [stock, ours] = await stockAndOurs(() => tf.tidy(() => tf.grad(penalty)(x).dataSync().slice()));
  expect(worstDifference(ours, stock)).toBeLessThan(1e-6);
});

describe.each([
  ['sgd', () => tf.train.sgd(0.1)],
  ['adam', () => tf.train.adam(0.01, 0.8, 0.95)],
] as const)('an update of %s', (_, makeOptimizer) => {
  test('has the bits of the operations, and leaves old values alone', async () => {
    const [stock, ours] = await stockAndOurs(async () => {
      const optimizer = makeOptimizer();
      const variables = [[5], [3, 4], []].map((shape, i) =>
        tf.variable(tf.tensor(normal(Math.max(1, tf.util.sizeFromShape(shape)), i + 1), shape)),
      );
      const loss = () => tf.addN(variables.map((v) => v.square().sum())).sum<tf.Scalar>();
      const held = variables.map((v) => v.clone());
      const first = held.map((v) => Array.from(v.dataSync()));
      optimizer.minimize(loss);
      const before = tf.memory().numTensors;
      for (let step = 0; step < 4; step++) optimizer.minimize(loss);
      expect(tf.memory().numTensors).toBe(before);
      expect(held.map((v) => Array.from(v.dataSync()))).toEqual(first);
      const weights = await optimizer.getWeights();
      const values = [...variables, ...weights.map(({ tensor }) => tensor)].map((v) =>
        Array.from(v.dataSync()),
      );
      tf.dispose([variables, held, weights.map(({ tensor }) => tensor)]);
      optimizer.dispose();
      return values;
    });
    expect(ours).toEqual(stock);
  });

  test('passes over variables that have no gradient, as before', () => {
    const [used, unused] = [tf.variable(tf.tensor1d([1, 2])), tf.variable(tf.tensor1d([3]))];
    const optimizer = makeOptimizer();
    for (let step = 0; step < 3; step++) optimizer.minimize(() => used.square().sum(), false, [used, unused]);
    expect(Array.from(unused.dataSync())).toEqual([3]);
    expect(used.dataSync()[0]).toBeLessThan(1);
    tf.dispose([used, unused]);
  });
});

describe('UnsortedSegmentSum', () => {
  test.each([[[6]], [[6, 3]], [[6, 4, 5]]])('of %j is what the cpu backend has', async (shape) => {
    const x = normal(tf.util.sizeFromShape(shape), 3);
    const sum = () =>
      tf.tidy(() => {
        const ids = tf.tensor1d([2, 0, 2, 5, 0, -1], 'int32');
        return tf.unsortedSegmentSum(tf.tensor(x, shape), ids, 4).dataSync().slice();
      });
    const ours = sum();
    await tf.setBackend('cpu');
    const cpu = sum();
    await tf.setBackend('wasm');
    expect(worstDifference(ours, cpu)).toBeLessThan(1e-6);
  });

  test('refuses other types, and says which', () => {
    const inputs = { x: tf.ones([2], 'int32'), segmentIds: tf.zeros([2], 'int32') };
    expect(() => tf.engine().runKernel('UnsortedSegmentSum', inputs, { numSegments: 1 })).toThrow(
      'UnsortedSegmentSum: x must be float32 and segmentIds int32 on the WebAssembly backend, got int32 and int32',
    );
  });
});

const drawn = () => tf.initializers.glorotUniform({ seed: 5 });
const recurrent = { units: 3, kernelInitializer: drawn(), recurrentInitializer: drawn() };
const kernel = { filters: 2, kernelSize: 2, kernelInitializer: drawn() };

/** Layers of tfjs-layers, each with the shape of its input, batch included. */
const layers: [name: string, shape: number[], make: () => tf.layers.Layer][] = [
  ['dense', [4, 5], () => tf.layers.dense({ units: 3, kernelInitializer: drawn(), activation: 'elu' })],
  [
    'embedding',
    [4, 3],
    () => tf.layers.embedding({ inputDim: 7, outputDim: 2, embeddingsInitializer: drawn() }),
  ],
  ['conv1d', [2, 6, 3], () => tf.layers.conv1d(kernel)],
  ['conv2d', [2, 6, 6, 3], () => tf.layers.conv2d(kernel)],
  ['conv2dTranspose', [2, 4, 4, 3], () => tf.layers.conv2dTranspose(kernel)],
  [
    'separableConv2d',
    [2, 6, 6, 3],
    () =>
      tf.layers.separableConv2d({
        filters: 2,
        kernelSize: 2,
        depthwiseInitializer: drawn(),
        pointwiseInitializer: drawn(),
      }),
  ],
  [
    'depthwiseConv2d',
    [2, 6, 6, 3],
    () => tf.layers.depthwiseConv2d({ kernelSize: 2, depthwiseInitializer: drawn() }),
  ],
  ['conv3d', [2, 4, 4, 4, 2], () => tf.layers.conv3d(kernel)],
  ['maxPooling1d', [2, 6, 3], () => tf.layers.maxPooling1d({})],
  ['maxPooling2d', [2, 6, 6, 3], () => tf.layers.maxPooling2d({})],
  ['averagePooling1d', [2, 6, 3], () => tf.layers.averagePooling1d({})],
  ['averagePooling2d', [2, 6, 6, 3], () => tf.layers.averagePooling2d({})],
  ['maxPooling3d', [2, 4, 4, 4, 2], () => tf.layers.maxPooling3d({ poolSize: 2, strides: 2 })],
  ['averagePooling3d', [2, 4, 4, 4, 2], () => tf.layers.averagePooling3d({ poolSize: 2, strides: 2 })],
  ['globalMaxPooling2d', [2, 4, 4, 3], () => tf.layers.globalMaxPooling2d({})],
  ['globalAveragePooling2d', [2, 4, 4, 3], () => tf.layers.globalAveragePooling2d({})],
  // One image: of more, the cpu backend's gradient is wrong.
  ['upSampling2d', [1, 3, 3, 2], () => tf.layers.upSampling2d({ size: [2, 2] })],
  ['zeroPadding2d', [2, 3, 3, 2], () => tf.layers.zeroPadding2d({ padding: [1, 1] } as never)],
  [
    'cropping2D',
    [2, 5, 5, 2],
    () =>
      tf.layers.cropping2D({
        cropping: [
          [1, 1],
          [1, 1],
        ],
      }),
  ],
  ['simpleRNN', [2, 4, 3], () => tf.layers.simpleRNN(recurrent)],
  ['gru', [2, 4, 3], () => tf.layers.gru(recurrent)],
  ['lstm', [2, 4, 3], () => tf.layers.lstm(recurrent)],
  ['layerNormalization', [4, 5], () => tf.layers.layerNormalization({})],
  ['prelu', [4, 5], () => tf.layers.prelu({ alphaInitializer: drawn() as never })],
  ['softmax', [4, 5], () => tf.layers.softmax({})],
];

describe.each(layers)('%s trains', (name, shape, make) => {
  test('to what it trains to on the cpu backend', async () => {
    const size = tf.util.sizeFromShape(shape);
    const values =
      name === 'embedding' ? Float32Array.from({ length: size }, (_, i) => i % 7) : normal(size, 4);
    const train = () =>
      tf.tidy(() => {
        const layer = make();
        const input = tf.variable(tf.tensor(values, shape));
        const run = () => (layer.apply(input) as tf.Tensor).square().mean<tf.Scalar>();
        run();
        const weights = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
        const variables = name === 'embedding' ? weights : [input, ...weights];
        const { value, grads } = tf.variableGrads(run, variables);
        return [value, ...Object.values(grads)].flatMap((gradient) => Array.from(gradient.dataSync()));
      });
    const ours = train();
    await tf.setBackend('cpu');
    const cpu = train();
    await tf.setBackend('wasm');
    expect(worstDifference(ours, cpu)).toBeLessThan(2e-5);
  });
});
