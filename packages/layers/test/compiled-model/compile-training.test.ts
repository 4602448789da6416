import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { batchNormalization, compileTraining, groupNormalization, NeuralNet, useBackend } from '../../src';
import { artifactsOf, modelOf } from '../helpers/memory-model';

/** Numbers even on [-1, 1), the same every time. */
function numbers(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  });
}

/** Weights of some size everywhere, so that every one of them shows in the outputs. */
function fillWeights(model: tf.LayersModel): void {
  tf.tidy(() => {
    model.weights.forEach((weight, index) => {
      const shape = weight.shape as number[];
      const size = shape.reduce((product, one) => product * one, 1);
      const fanIn = shape.length > 1 ? size / shape.at(-1)! : 4;
      const isVariance = weight.name.includes('variance');
      const values = numbers(size, index + 1).map((value) =>
        isVariance ? 1 + value / 2 : value * (2 / Math.sqrt(fanIn)),
      );
      weight.write(tf.tensor(values, shape));
    });
  });
}

/** Blocks with a short cut, side by side, and every layer that the compiled engine knows. */
function functionalModel(): tf.LayersModel {
  const input = tf.input({ shape: [9, 8, 3] });
  const apply = (layer: tf.layers.Layer, x: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
    layer.apply(x) as tf.SymbolicTensor;
  let x = apply(tf.layers.conv2d({ filters: 6, kernelSize: 3, padding: 'same', useBias: false }), input);
  x = apply(tf.layers.batchNormalization(), x);
  x = apply(tf.layers.reLU({ maxValue: 6 }), x);
  let y = apply(tf.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', activation: 'swish' }), x);
  y = apply(groupNormalization({ groups: 3 }), y);
  y = apply(tf.layers.leakyReLU({ alpha: 0.1 }), y);
  x = apply(tf.layers.add(), [x, y]);
  const z = apply(
    tf.layers.conv2d({ filters: 5, kernelSize: [2, 3], strides: 2, padding: 'same', activation: 'tanh' }),
    x,
  );
  x = apply(tf.layers.averagePooling2d({ poolSize: 2, padding: 'same' }), x);
  x = apply(tf.layers.concatenate(), [x, z]);
  x = apply(tf.layers.layerNormalization(), x);
  x = apply(tf.layers.maxPooling2d({ poolSize: 2 }), x);
  x = apply(tf.layers.dropout({ rate: 0.3 }), x);
  x = apply(tf.layers.flatten(), x);
  x = apply(batchNormalization({ scale: false }), x);
  x = apply(tf.layers.elu(), x);
  return tf.model({ inputs: input, outputs: apply(tf.layers.dense({ units: 4, activation: 'softmax' }), x) });
}

function sequentialModel(): tf.Sequential {
  return tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [7, 7, 1], filters: 5, kernelSize: 3, useBias: false }),
      tf.layers.batchNormalization({ momentum: 0.9 }),
      tf.layers.activation({ activation: 'relu' }),
      tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }),
      tf.layers.dense({ units: 3 }),
      tf.layers.softmax(),
    ],
  });
}

beforeAll(() => useBackend('cpu'));

describe('a model on the compiled engine', () => {
  test('predicts as in TensorFlow.js: a functional model of every layer that it knows', async () => {
    const model = functionalModel();
    fillWeights(model);
    const compiled = await compileTraining(model, { loss: 'softmaxCrossEntropy', optimizer: 'adam' });
    const x = numbers(11 * 9 * 8 * 3, 99);
    const expected = tf.tidy(() => (model.predict(tf.tensor4d(x, [11, 9, 8, 3])) as tf.Tensor).dataSync());
    const found = await compiled.predict(x, { as: 'probabilities' });
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
    const classes = await compiled.predict(x, { as: 'classes' });
    classes.forEach((label, n) => {
      const row = Array.from(expected.slice(4 * n, 4 * n + 4));
      expect(label).toBe(row.indexOf(Math.max(...row)));
    });
    model.dispose();
  });

  test.each([
    ['gradient descent', () => tf.train.sgd(0.1)],
    ['momentum', () => tf.train.momentum(0.05, 0.9)],
    ['Adam', () => tf.train.adam(0.01)],
  ])('is fitted as by model.fit, in one line changed: %s', async (_name, optimizer) => {
    const [stock, ours] = [sequentialModel(), sequentialModel()];
    for (const model of [stock, ours]) {
      fillWeights(model);
      model.compile({ loss: 'categoricalCrossentropy', optimizer: optimizer(), metrics: ['accuracy'] });
    }
    const count = 22;
    const xs = tf.tensor4d(numbers(count * 49, 3), [count, 7, 7, 1]);
    const ys = tf
      .oneHot(
        tf.tensor1d(
          Array.from({ length: count }, (_, n) => n % 3),
          'int32',
        ),
        3,
      )
      .toFloat();
    const config = { epochs: 3, batchSize: 8, shuffle: false };
    const expected = await stock.fit(xs, ys, config);
    const before = tf.memory().numTensors;
    const compiled = await compileTraining(ours);
    const found = await compiled.fit(xs, ys, config);
    expect(tf.memory().numTensors).toBe(before);
    found.history.loss.forEach((loss, epoch) =>
      expect(loss).toBeCloseTo(expected.history.loss![epoch] as number, 4),
    );
    expect(Object.keys(found.history)).toEqual(Object.keys(expected.history));
    found.history.acc!.forEach((share, epoch) =>
      expect(share).toBeCloseTo(expected.history.acc![epoch] as number, 6),
    );
    // The stock layer's running variance has Bessel's correction.
    const weights = (model: tf.LayersModel) =>
      model.weights
        .filter(({ name }) => !name.includes('variance'))
        .flatMap((weight) => Array.from(weight.read().dataSync()));
    const wanted = weights(stock);
    weights(ours).forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 3));
    tf.dispose([xs, ys]);
    stock.dispose();
    ours.dispose();
  });

  test('stops early, goes back to its best epoch, is saved, and predicts the same when loaded', async () => {
    const model = sequentialModel();
    fillWeights(model);
    model.compile({ loss: 'sparseCategoricalCrossentropy', optimizer: tf.train.adam(0.05) });
    const compiled = await compileTraining(model);
    // Labels that mean nothing: what is learned of them does not last.
    const count = 60;
    const x = numbers(count * 49, 8);
    const y = Uint8Array.from({ length: count }, (_, n) => (n * 7 + (n >> 2)) % 3);
    const seen: number[] = [];
    const { epoch, history, bestEpoch } = await compiled.fit(x, y, {
      ...{ epochs: 80, batchSize: 16, validationSplit: 0.4, earlyStopping: { patience: 3 }, seed: 4 },
      callbacks: { onEpochEnd: (number) => void seen.push(number) },
    });
    expect(epoch.length).toBeLessThan(80);
    expect(seen).toEqual(epoch);
    expect(bestEpoch).toBe(epoch.length - 4);
    expect(Math.min(...history.val_loss!)).toBe(history.val_loss![bestEpoch]);
    const last = { count: 24, inputs: x.subarray(36 * 49), labels: y.slice(36) };
    expect((await compiled.evaluate(last)).loss).toBe(history.val_loss![bestEpoch]);

    const loaded = await modelOf(await artifactsOf(model));
    const expected = await compiled.predict(x, { as: 'probabilities' });
    const found = tf.tidy(() => (loaded.predict(tf.tensor4d(x, [count, 7, 7, 1])) as tf.Tensor).dataSync());
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
    model.dispose();
    loaded.dispose();
  });

  test('calls what model.fit calls, in its order, and stops as its callbacks ask it to', async () => {
    const [stock, ours] = [sequentialModel(), sequentialModel()];
    for (const model of [stock, ours]) {
      fillWeights(model);
      model.compile({ loss: 'sparseCategoricalCrossentropy', optimizer: 'sgd' });
    }
    const compiled = await compileTraining(ours);
    const [values, classes] = [numbers(22 * 49, 3), Uint8Array.from({ length: 22 }, (_, n) => n % 3)];
    const [xs, ys] = [tf.tensor4d(values, [22, 7, 7, 1]), tf.tensor1d(classes).toFloat()];
    const told = async (fit: (options: object) => Promise<unknown>) => {
      const calls: unknown[] = [];
      const hook =
        (name: string) =>
        (...[at, logs]: [number?, { loss?: number; size?: number }?]) => {
          const { loss, size } = logs ?? {};
          // TensorFlow.js gives losses of batches as tensors to some callbacks.
          calls.push([name, typeof at === 'number' ? at : undefined, size, typeof loss === 'undefined']);
        };
      const names = [
        'onTrainBegin',
        'onTrainEnd',
        'onEpochBegin',
        'onEpochEnd',
        'onBatchBegin',
        'onBatchEnd',
      ];
      const callbacks = Object.fromEntries(names.map((name) => [name, hook(name)]));
      await fit({ epochs: 2, batchSize: 8, shuffle: false, verbose: 0, callbacks });
      return calls;
    };
    const expected = await told((options) => stock.fit(xs, ys, options));
    expect(await told((options) => compiled.fit(values, classes, options))).toEqual(expected);

    const early = () => tf.callbacks.earlyStopping({ monitor: 'val_loss', patience: 1 });
    const noise = Uint8Array.from({ length: 22 }, (_, n) => (n * 7 + (n >> 2)) % 3);
    const options = { epochs: 50, batchSize: 8, learningRate: 0.5, validationSplit: 0.4 };
    const ends: number[] = [];
    let hits = 0;
    const onBatchEnd = (_batch: number, { acc, size }: { acc: number; size: number }) => (hits += acc * size);
    const onEpochEnd = (epoch: number, { acc }: { acc: number }) => {
      ends.push(epoch);
      expect(acc).toBeCloseTo(hits / 13, 10);
      hits = 0;
    };
    const { epoch, bestEpoch, history } = await compiled.fit(values, noise, {
      ...options,
      callbacks: [early(), { onBatchEnd, onEpochEnd }] as never,
    });
    expect(epoch.length).toBeLessThan(50);
    expect(ends).toEqual(epoch);
    expect(bestEpoch).toBe(epoch.length - 1);
    const losses = history.val_loss!;
    expect(losses.at(-1)).toBeGreaterThanOrEqual(losses.at(-2)!);
    await expect(
      compiled.fit(values, classes, { callbacks: { onEpochEnds: () => {} } as never }),
    ).rejects.toThrow(
      'CompiledModel.fit: unknown option "callbacks.onEpochEnds". Did you mean "onEpochEnd"?',
    );
    const net = await NeuralNet.fromLayersModel(ours);
    await expect(
      net.fit(values, classes, { learningRate: 0.1, callbacks: early() as never }),
    ).rejects.toThrow(/LayeredNet\.fit: callbacks must be functions here/);
    tf.dispose([xs, ys]);
    stock.dispose();
    ours.dispose();
  });

  test('frozen layers stay as they are', async () => {
    const model = sequentialModel();
    fillWeights(model);
    model.layers[0]!.trainable = false;
    model.layers[1]!.trainable = false;
    const read = () =>
      model.layers.flatMap((layer) => layer.weights.map((weight) => Array.from(weight.read().dataSync())));
    const before = read();
    const compiled = await compileTraining(model, { loss: 'softmaxCrossEntropy', optimizer: 'sgd' });
    await compiled.fit(numbers(8 * 49, 2), Uint8Array.of(0, 1, 2, 0, 1, 2, 0, 1), { learningRate: 0.1 });
    const after = read();
    expect(after.slice(0, 5)).toEqual(before.slice(0, 5));
    expect(after.slice(5)).not.toEqual(before.slice(5));
    model.dispose();
  });

  test('a rate may depend on the step', async () => {
    const model = sequentialModel();
    const compiled = await compileTraining(model, { loss: 'softmaxCrossEntropy', optimizer: 'sgd' });
    const steps: number[] = [];
    const learningRate = (step: number) => (steps.push(step), 0.1);
    await compiled.fit(numbers(8 * 49, 2), Uint8Array.of(0, 1, 2, 0, 1, 2, 0, 1), {
      learningRate,
      batchSize: 3,
      epochs: 2,
    });
    expect(steps).toEqual([1, 2, 3, 4, 5, 6]);
    model.dispose();
  });
});

describe('what the compiled engine cannot take is named, with its layer, before anything runs', () => {
  const dense = (args: object = {}) => tf.layers.dense({ units: 3, name: 'last', ...args });
  const cases: [name: string, layers: () => tf.layers.Layer[], message: RegExp][] = [
    [
      'a layer',
      () => [tf.layers.upSampling2d({ inputShape: [4, 4, 1], size: [2, 2] as never, name: 'up' })],
      /layer "up" \(UpSampling2D\): the compiled engine does not know this layer; it knows Dense, /,
    ],
    [
      'an activation',
      () => [dense({ inputShape: [4], activation: 'selu' })],
      /layer "last" \(Dense\): activation must be .*, got selu/,
    ],
    [
      'softmax inside',
      () => [tf.layers.softmax({ inputShape: [4] }), dense()],
      /\(Softmax\): softmax must be at the output/,
    ],
    [
      'a penalty',
      () => [dense({ inputShape: [4], kernelRegularizer: tf.regularizers.l2() })],
      /kernelRegularizer must be left out/,
    ],
    [
      'channels first',
      () => [
        tf.layers.conv2d({ inputShape: [1, 5, 5], filters: 2, kernelSize: 3, dataFormat: 'channelsFirst' }),
      ],
      /dataFormat must be channelsLast/,
    ],
    [
      'an axis',
      () => [tf.layers.batchNormalization({ inputShape: [4, 4, 2], axis: 1 }), tf.layers.flatten(), dense()],
      /axis must be the last, got 1/,
    ],
    [
      'renormalization',
      () => [batchNormalization({ inputShape: [4], renorm: true }), dense()],
      /renorm must be left out/,
    ],
  ];
  test.each(cases)('%s', async (_name, layers, message) => {
    const model = tf.sequential({ layers: layers() });
    const options = { loss: 'softmaxCrossEntropy', optimizer: 'sgd' } as const;
    await expect(compileTraining(model, options)).rejects.toThrow(message);
    model.dispose();
  });

  test('losses, optimizers and options', async () => {
    const model = tf.sequential({ layers: [dense({ inputShape: [4] })] });
    await expect(compileTraining(model)).rejects.toThrow(/compileTraining: loss must be given, .* with none/);
    model.compile({ loss: 'categoricalCrossentropy', optimizer: tf.train.rmsprop(0.1) });
    await expect(compileTraining(model)).rejects.toThrow(/needs a model that ends in softmax/);
    await expect(compileTraining(model, { loss: 'huber' })).rejects.toThrow(
      /optimizer must be given, .* but RMSProp/,
    );
    await expect(compileTraining(model, { los: 'huber' } as never)).rejects.toThrow(/Did you mean "loss"/);
    const compiled = await compileTraining(model, { loss: 'meanSquaredError', optimizer: 'sgd' });
    await expect(compiled.fit(numbers(8, 1), numbers(6, 1), { epoch: 2 } as never)).rejects.toThrow(
      /Did you mean "epochs"/,
    );
    await expect(compiled.fit(numbers(7, 1), numbers(6, 1))).rejects.toThrow(
      /x must hold 4 values per example, got 7 in all/,
    );
    await expect(compiled.fit(numbers(8, 1), numbers(5, 1))).rejects.toThrow(
      /y must hold a class or 3 values for each of 2 examples/,
    );
    await expect(
      compiled.fit(numbers(8, 1), numbers(6, 1), { earlyStopping: { patience: 2 } }),
    ).rejects.toThrow(/earlyStopping needs validationData/);
    model.dispose();
  });
});
