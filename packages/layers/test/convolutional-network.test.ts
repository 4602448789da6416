import { beforeAll, describe, expect, test } from '@jest/globals';
import { registerFusedKernels } from '@bnlab/kernels/tfjs';
import { BatchStream, type Dataset, loadMnist, type MnistData } from '@bnlab/mnist';
import * as tf from '@tensorflow/tfjs';
import { type BatchNormalization, batchNormalization, useBackend } from '../src';
import { expectClose } from './helpers/expect-close';

type Order = 'channelsLast' | 'channelsFirst';

interface ModelOptions {
  order?: Order;
  averages?: boolean;
}

const CLASSES = 10;

/**
 * Two convolutions, each batch-normalized by feature map, and a guess from all that the maps hold; or from the average of
 * each map, for which it does not matter in which order they hold it.
 */
function createModel({ order = 'channelsLast', averages = false }: ModelOptions = {}): tf.Sequential {
  const axis = order === 'channelsLast' ? -1 : 1;
  const inputShape = order === 'channelsLast' ? [28, 28, 1] : [1, 28, 28];
  const convolution = (filters: number, seed: number) => ({
    filters,
    kernelSize: 5,
    strides: 2,
    // Beta does what a bias would.
    useBias: false,
    dataFormat: order,
    kernelInitializer: tf.initializers.heNormal({ seed }),
  });
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ ...convolution(8, 1), inputShape }),
      batchNormalization({ axis, momentum: 0.9 }),
      tf.layers.activation({ activation: 'relu' }),
      tf.layers.conv2d(convolution(16, 2)),
      batchNormalization({ axis, momentum: 0.9 }),
      tf.layers.activation({ activation: 'relu' }),
      averages ? tf.layers.globalAveragePooling2d({ dataFormat: order }) : tf.layers.flatten(),
      tf.layers.dense({
        units: CLASSES,
        activation: 'softmax',
        kernelInitializer: tf.initializers.glorotNormal({ seed: 3 }),
      }),
    ],
  });
  model.compile({
    optimizer: tf.train.momentum(0.1, 0.9),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  });
  return model;
}

/** Images as one channel, at the place where the order has it: their values lie the same way in both. */
function imagesOf(images: Float32Array, order: Order): tf.Tensor4D {
  const count = images.length / 784;
  return tf.tensor4d(images, order === 'channelsLast' ? [count, 28, 28, 1] : [count, 1, 28, 28]);
}

/** @returns The loss of each batch, before its step. */
async function train(
  model: tf.Sequential,
  set: Dataset,
  { steps, batchSize = 60, order = 'channelsLast' }: { steps: number; batchSize?: number; order?: Order },
): Promise<number[]> {
  const batches = new BatchStream(set, { seed: 1 });
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const { images, labels } = batches.nextBatch(batchSize);
    const [x, y] = tf.tidy(() => [
      imagesOf(images, order),
      tf.oneHot(tf.tensor1d(labels, 'int32'), CLASSES).toFloat(),
    ]);
    const [loss] = (await model.trainOnBatch(x, y)) as number[];
    tf.dispose([x, y]);
    losses.push(loss!);
  }
  return losses;
}

function accuracy(model: tf.Sequential, set: Dataset): number {
  return tf.tidy(() => {
    const probabilities = model.predict(imagesOf(set.images(), 'channelsLast'), {
      batchSize: 250,
    }) as tf.Tensor;
    const hits = tf.equal(probabilities.argMax(-1), tf.tensor1d(set.labels, 'int32'));
    return hits.mean().dataSync()[0]!;
  });
}

const average = (values: number[]) => values.reduce((sum, value) => sum + value) / values.length;

const weightsOf = (model: tf.Sequential) =>
  model.getWeights().map((weight) => Array.from(weight.dataSync<'float32'>()));

let data: MnistData;
beforeAll(async () => {
  await useBackend('wasm');
  await registerFusedKernels();
  data = await loadMnist();
});

describe('a convolutional network with batch norm on the WebAssembly backend', () => {
  test('learns digits in 60 batches: the loss falls, and unseen images are told apart', async () => {
    const model = createModel();
    const unseen = data.validation.slice(0, 1000, 'unseen');
    expect(accuracy(model, unseen)).toBeLessThan(0.3);
    const losses = await train(model, data.train, { steps: 60 });
    // Measured: from 2.48 to 0.38, and 91.1 %.
    expect(losses[0]).toBeGreaterThan(2);
    expect(average(losses.slice(-10))).toBeLessThan(0.6);
    expect(accuracy(model, unseen)).toBeGreaterThan(0.85);
    model.dispose();
  });

  test('follows the CPU backend: losses, parameters and statistics', async () => {
    const run = async (backend: string) => {
      await useBackend(backend);
      const model = createModel();
      const losses = await train(model, data.train, { steps: 4, batchSize: 6 });
      const weights = weightsOf(model);
      model.dispose();
      return { losses, weights };
    };
    const cpu = await run('cpu');
    const wasm = await run('wasm');
    expectClose(wasm.losses, cpu.losses, 1e-4);
    wasm.weights.forEach((values, i) => expectClose(values, cpu.weights[i]!, 1e-3));
  });

  test('has statistics per feature map, which are those of all its positions', async () => {
    const model = createModel();
    const [convolution, normalization] = model.layers as [tf.layers.Layer, BatchNormalization];
    expect(normalization.movingMean.shape).toEqual([8]);
    const { images } = new BatchStream(data.train, { seed: 1 }).nextBatch(60);
    const expected = tf.tidy(() => {
      const maps = convolution.apply(imagesOf(images, 'channelsLast')) as tf.Tensor4D;
      const { mean, variance } = tf.moments(maps, [0, 1, 2]);
      // One batch, from mean 0 and variance 1, a tenth of the way.
      return [mean.mul(0.1).dataSync(), variance.mul(0.1).add(0.9).dataSync()];
    });
    await train(model, data.train, { steps: 1 });
    expectClose(normalization.movingMean.read(), expected[0]!, 1e-5);
    expectClose(normalization.movingVariance.read(), expected[1]!, 1e-5);
    model.dispose();
  });

  test('trains the same with its channels first, and axis 1', async () => {
    const run = async (order: Order) => {
      const model = createModel({ order, averages: true });
      const losses = await train(model, data.train, { steps: 6, order });
      const weights = weightsOf(model);
      model.dispose();
      return { losses, weights };
    };
    const [last, first] = [await run('channelsLast'), await run('channelsFirst')];
    expectClose(first.losses, last.losses, 1e-4);
    first.weights.forEach((values, i) => expectClose(values, last.weights[i]!, 1e-3));
  });

  test('keeps no tensors from step to step', async () => {
    const model = createModel();
    await train(model, data.train, { steps: 2 });
    const { numTensors } = tf.memory();
    await train(model, data.train, { steps: 3 });
    expect(tf.memory().numTensors).toBe(numTensors);
    model.dispose();
  });
});
