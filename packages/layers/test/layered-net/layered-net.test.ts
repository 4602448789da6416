import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import {
  batches,
  type LayerDescription,
  type LayeredNet,
  NeuralNet,
  type TrainingProgress,
  useBackend,
} from '../../src';
import { artifactsOf, modelOf } from '../helpers/memory-model';

/** Numbers even on [-1, 1), the same every time. */
function numbers(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  });
}

/** Every kind of layer, with a short cut and a branch, and activations with slopes of their own. */
const everyLayer: LayerDescription[] = [
  { kind: 'conv2d', filters: 6, kernelSize: 3, useBias: false },
  { kind: 'batchNorm', momentum: 0.5, name: 'norm' },
  { kind: 'activation', activation: 'relu6', name: 'start' },
  { kind: 'depthwiseConv2d', kernelSize: [3, 2], activation: 'leakyRelu', alpha: 0.1 },
  { kind: 'groupNorm', groups: 3 },
  { kind: 'activation', activation: 'elu', name: 'side' },
  { kind: 'add', from: ['start', 'side'], name: 'sum' },
  { kind: 'conv2d', filters: 5, kernelSize: 2, stride: 2, activation: 'gelu', name: 'down' },
  { kind: 'averagePooling2d', padding: 'same', from: 'sum', name: 'pooled' },
  { kind: 'concat', from: ['pooled', 'down'] },
  { kind: 'layerNorm', scale: false },
  { kind: 'maxPooling2d' },
  { kind: 'dropout', rate: 0.2, seed: 3 },
  { kind: 'flatten' },
  { kind: 'dense', units: 7, activation: 'tanh' },
  { kind: 'dense', units: 4, name: 'logits' },
  { kind: 'softmax' },
];
const everyNet = () =>
  NeuralNet.create({ inputShape: [9, 8, 3], layers: everyLayer, optimizer: 'adam', seed: 5 });

const small: LayerDescription[] = [
  { kind: 'conv2d', filters: 4, kernelSize: 3, padding: 'valid', useBias: false },
  { kind: 'batchNorm', momentum: 0.9 },
  { kind: 'activation', activation: 'relu' },
  { kind: 'globalAveragePooling2d' },
  { kind: 'dense', units: 3 },
];
const smallNet = (options: object = {}) =>
  NeuralNet.create({ inputShape: [6, 6, 1], layers: small, optimizer: { kind: 'adam' }, ...options });

/** Images whose brightest row tells their class. */
function rows(count: number, seed: number) {
  const labels = Uint8Array.from({ length: count }, (_, n) => n % 3);
  const noise = numbers(count * 36, seed);
  const inputs = noise.map((value, i) => {
    const isBright = Math.floor((i % 36) / 12) === labels[Math.floor(i / 36)];
    return (isBright ? 1 : 0) + 0.5 * value;
  });
  return { count, inputs, labels };
}

async function last(progress: AsyncGenerator<TrainingProgress, void>): Promise<TrainingProgress> {
  let latest: TrainingProgress | undefined;
  for await (const one of progress) latest = one;
  return latest!;
}

beforeAll(() => useBackend('cpu'));

describe('a network of layers', () => {
  test('is a tf.LayersModel that predicts the same, with every kind of layer', async () => {
    const net = await everyNet();
    const images = {
      count: 12,
      inputs: numbers(12 * 216, 1),
      labels: Uint8Array.from({ length: 12 }, (_, n) => n % 4),
    };
    await last(net.train(batches(images, { batchSize: 5 }), { learningRate: 0.01, epochs: 3 }));
    const model = await net.toLayersModel();
    const expected = await net.predict(images, { as: 'probabilities' });
    const found = tf.tidy(() =>
      (model.predict(tf.tensor4d(images.inputs, [12, 9, 8, 3])) as tf.Tensor).dataSync(),
    );
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
    model.dispose();
  });

  test('goes into a model, is saved, and trains on where it was, to the same bits', async () => {
    const net = await smallNet({ classNames: ['top', 'middle', 'bottom'] });
    const images = rows(20, 2);
    const options = { learningRate: 0.02, trainingBatches: 4 };
    await last(net.train(batches(images, { batchSize: 8 }), options));
    let artifacts: tf.io.ModelArtifacts | undefined;
    await net.save({
      save: (given) => {
        artifacts = given;
        return Promise.resolve({ modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(given) });
      },
    });
    const plain = await tf.loadLayersModel(tf.io.fromMemory(artifacts!));
    const again = await NeuralNet.fromLayersModel(plain);
    expect(await again.getState()).toEqual(await net.getState());
    expect(again.classNames).toEqual(['top', 'middle', 'bottom']);
    for (const each of [net, again]) await last(each.train(batches(images, { batchSize: 8 }), options));
    expect(again.step).toBe(8);
    expect(await again.getState()).toEqual(await net.getState());

    await again.writeTo(plain);
    const expected = await again.predict(images);
    const found = tf.tidy(() =>
      (plain.predict(tf.tensor4d(images.inputs, [20, 6, 6, 1])) as tf.Tensor).dataSync(),
    );
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
    await expect(NeuralNet.restore(tf.io.fromMemory(artifacts!))).rejects.toThrow(
      /the model is of layers; use NeuralNet\.fromLayersModel/,
    );
    plain.dispose();
  });

  test('comes from a model of Keras layers and goes back into it', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [6, 6, 1], filters: 4, kernelSize: 3, activation: 'relu' }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 3, activation: 'softmax' }),
      ],
    });
    const net = await NeuralNet.fromLayersModel(model, { loss: 'softmaxCrossEntropy', optimizer: 'sgd' });
    const images = rows(30, 4);
    await net.fit(images.inputs, images.labels, { epochs: 2, learningRate: 0.1 });
    await net.writeTo(model);
    const copy = await modelOf(await artifactsOf(model));
    const rebuilt = await net.toLayersModel();
    const expected = await net.predict(images, { as: 'probabilities' });
    for (const each of [model, copy, rebuilt]) {
      const found = tf.tidy(() =>
        (each.predict(tf.tensor4d(images.inputs, [30, 6, 6, 1])) as tf.Tensor).dataSync(),
      );
      found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
      each.dispose();
    }
  });

  test('trains in a worker to the same bits, with a rate that depends on the step', async () => {
    const images = rows(50, 3);
    const [here, there] = [await smallNet(), await smallNet()];
    const learningRate = (step: number) => 0.05 / step;
    const options = { learningRate, epochs: 3, validation: images, batchesPerSample: 4 };
    const mine = await last(here.train(batches(images, { batchSize: 8 }), options));
    const its = await last(there.trainInWorker(batches(images, { batchSize: 8 }), options));
    const time = { trainingSeconds: expect.any(Number) };
    expect(its).toEqual({ ...mine, ...time });
    expect(its.step).toBe(21);
    expect(await there.getState()).toEqual(await here.getState());
  });

  test.each(['train', 'trainInWorker'] as const)(
    '%s stops early at the lowest validation loss, and goes back to it',
    async (method) => {
      const net = await smallNet();
      const images = rows(40, 3);
      // Labels that mean nothing: what is learned of them does not last.
      const [noise, validation] = [
        { ...images, labels: Uint8Array.from(numbers(40, 8), (value) => Math.floor(1.5 * (value + 1))) },
        rows(30, 9),
      ];
      const seen: TrainingProgress[] = [];
      const stream = batches(noise, { batchSize: 10 });
      const options = { learningRate: 0.1, epochs: 100, validation, batchesPerSample: 4 };
      for await (const one of net[method](stream, { ...options, earlyStopping: { patience: 3 } })) {
        if (one.validationLoss !== undefined) seen.push(one);
      }
      const losses = seen.slice(1).map(({ validationLoss }) => validationLoss!);
      const best = losses.indexOf(Math.min(...losses));
      expect(losses.length).toBe(best + 4);
      expect(seen.at(-1)!.bestStep).toBe(4 * (best + 1));
      expect(net.step).toBe(4 * (best + 1));
      expect((await net.evaluate(validation)).loss).toBe(losses[best]);
    },
  );

  test.each(['train', 'trainInWorker'] as const)(
    '%s takes batches that are made while it runs, to their end, and lets go of what makes them',
    async (method) => {
      const [streamed, whole] = [await smallNet(), await smallNet()];
      const images = rows(24, 6);
      let closed = 0;
      async function* chunks() {
        try {
          for (let start = 0; start < 24; start += 7) {
            const count = Math.min(7, 24 - start);
            const inputs = images.inputs.slice(36 * start, 36 * (start + count));
            yield { count, inputs, labels: images.labels.slice(start, start + count) };
            await Promise.resolve();
          }
        } finally {
          closed += 1;
        }
      }
      const end = await last(streamed[method](chunks(), { learningRate: 0.1, validation: images }));
      expect(end).toMatchObject({ step: 4, validationAccuracy: expect.any(Number) });
      const stream = batches(images, { batchSize: 7, shuffle: false });
      await last(whole.train(stream, { learningRate: 0.1, epochs: 1 }));
      expect(await streamed.getState()).toEqual(await whole.getState());
      await last(streamed[method](chunks(), { learningRate: 0.1, trainingBatches: 2 }));
      expect(streamed.step).toBe(6);
      expect(closed).toBe(2);
    },
  );

  test('says by the name of the method what does not fit, of batches that are made while it trains too', async () => {
    const net = await smallNet();
    const dense = await NeuralNet.create({ layerSizes: [36, 3] });
    const images = rows(6, 1);
    const few = { ...images, inputs: images.inputs.subarray(1) };
    const other = { ...images, labels: Uint8Array.of(0, 1, 2, 3, 0, 1) };
    const wrong = { ...batches(images, { batchSize: 3 }), augmented: () => few };
    const rate = { learningRate: 0.1 };
    for (const method of ['train', 'trainInWorker'] as const) {
      await expect(last(net[method]([few], rate))).rejects.toThrow(
        `LayeredNet.${method}: examples.inputs must hold 6 x 36 = 216 values, got 215`,
      );
      await expect(last(net[method](wrong, { ...rate, epochs: 1 }))).rejects.toThrow(
        `LayeredNet.${method}: examples.inputs must hold`,
      );
      expect(() => net[method](batches(other), { ...rate, epochs: 1 })).toThrow(
        `LayeredNet.${method}: examples.labels must be classes from 0 to 2, got 3`,
      );
      await expect(last(dense[method]([{ ...other, inputSize: 36 }], rate))).rejects.toThrow(
        `NeuralNet.${method}: batch.labels must be below the network's 3 classes, got 3`,
      );
    }
    await expect(net.fit(other.inputs, other.labels, rate)).rejects.toThrow(
      'LayeredNet.fit: examples.labels must be classes from 0 to 2, got 3',
    );
    await expect(net.evaluate(few)).rejects.toThrow('LayeredNet.evaluate: examples.inputs must hold');
    await expect(net.predict(few.inputs)).rejects.toThrow('LayeredNet.predict: x must hold a multiple of 36');
    await expect(net.observe(images, Uint32Array.of(6))).rejects.toThrow(
      'LayeredNet.observe: indices must be below the 6 examples, got 6',
    );
    const values = { step: 0, layers: {} };
    expect(() => net.setState(values)).toThrow('LayeredNet.setState: values of layer "conv2d-1" must have');
    const plain = await NeuralNet.create({ inputShape: [36], layers: [{ kind: 'dense', units: 3 }] });
    await expect(plain.recalibrate(images)).rejects.toThrow(
      'LayeredNet.recalibrate: the network must have a batchNorm layer, got none',
    );
    await expect(plain.adaptStatistics(images)).rejects.toThrow(
      'LayeredNet.adaptStatistics: the network must',
    );
  });

  test('tells classes apart by name, and which are taken for which', async () => {
    const net = await smallNet({ classNames: ['top', 'middle', 'bottom'] });
    const images = rows(30, 1);
    const { history } = await net.fit(images.inputs, images.labels, { epochs: 30, learningRate: 0.03 });
    expect(history.loss.at(-1)!).toBeLessThan(history.loss[0]!);
    const report = await net.evaluateClasses(images);
    const { accuracy } = await net.evaluate(images);
    expect(report.accuracy).toBeCloseTo(accuracy, 12);
    expect(report.classes.map(({ name, count }) => [name, count])).toEqual([
      ['top', 10],
      ['middle', 10],
      ['bottom', 10],
    ]);
    const given = await net.predict(images, { as: 'classes' });
    report.confusion.forEach((row, actual) =>
      row.forEach((count, other) => {
        const pairs = images.labels.filter((label, n) => label === actual && given[n] === other);
        expect(count).toBe(pairs.length);
      }),
    );
  });

  test('looks into a step, and takes the statistics of a population', async () => {
    const net = await smallNet();
    const images = rows(40, 2);
    await net.fit(images.inputs, images.labels, { epochs: 2, learningRate: 0.05 });
    const { loss, layers } = await net.observe(
      images,
      Uint32Array.from({ length: 40 }, (_, i) => i),
      {
        learningRate: 0.05,
      },
    );
    expect(loss).toBeCloseTo((await net.evaluate(images, { statistics: 'batch' })).loss, 4);
    expect(layers.map(({ kind }) => kind)).toEqual(small.map(({ kind }) => kind));
    expect(layers[2]!.liveShares).toHaveLength(4);
    expect(layers[4]!.updateRatios!.weights).toBeGreaterThan(0);
    await net.recalibrate(images);
    const [own, batch] = [await net.evaluate(images), await net.evaluate(images, { statistics: 'batch' })];
    expect(own.loss).toBeCloseTo(batch.loss, 4);
  });

  test('knows no classes in a regression', async () => {
    const net = await NeuralNet.create({
      inputShape: [2],
      layers: [{ kind: 'dense', units: 1 }],
      loss: 'meanSquaredError',
    });
    const inputs = numbers(40, 1);
    const labels = Float32Array.from({ length: 20 }, (_, n) => inputs[2 * n]! - inputs[2 * n + 1]!);
    const { history } = await net.fit(inputs, labels, { epochs: 60, learningRate: 0.3 });
    expect(history.loss.at(-1)).toBeCloseTo(0, 3);
    await expect(net.predict(inputs, { as: 'classes' })).rejects.toThrow(
      /LayeredNet\.predict: as must be "logits", as meanSquaredError knows no classes/,
    );
  });

  test('cannot be used once it is disposed of, and a training in progress ends', async () => {
    const net = await smallNet();
    const training = net.train(batches(rows(9, 1)), { learningRate: 0.1, epochs: 5 });
    await training.next();
    net.dispose();
    await expect(training.next()).rejects.toThrow('LayeredNet: the network has been disposed of');
    await expect(net.getState()).rejects.toThrow('disposed of');
  });

  test('is refused with the layer and the option that is wrong', async () => {
    const create = (layers: object[], more: object = {}) =>
      NeuralNet.create({ inputShape: [6, 6, 1], layers, ...more } as never);
    await expect(create([{ kind: 'conv2d', filter: 3, kernelSize: 3 }])).rejects.toThrow(
      /NeuralNet\.create: layer "conv2d-1": unknown option "filter"\. Did you mean "filters"/,
    );
    await expect(create(small, { layerSizes: [3, 2] })).rejects.toThrow(
      /NeuralNet\.create: unknown option "layerSizes"/,
    );
    await expect(create(small, { classNames: ['a', 'a', 'b'] })).rejects.toThrow(
      /classNames must be different names/,
    );
    await expect(create(small, { classNames: ['a', 'b'] })).rejects.toThrow(/classNames must be 3 names/);
    const slope = await create([
      { kind: 'flatten' },
      { kind: 'dense', units: 2, activation: 'elu', alpha: 2 },
    ]);
    await expect((slope as unknown as LayeredNet).toLayersModel()).rejects.toThrow(
      'layers[1].alpha must be 1, as TensorFlow.js knows no other elu, got 2',
    );
    const net = await smallNet();
    const other = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] })] });
    await expect(net.writeTo(other)).rejects.toThrow(
      /LayeredNet\.writeTo: model must have 36 values for weights of a layer "conv2d-1", got none/,
    );
    other.dispose();
  });
});
