import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { mergeMoments, referenceMoments } from '@bnlab/core';
import { type BatchNormalization, batchNormalization, type ModelData, recalibrate } from '../../src';
import { describeOnBackends, useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';
import { inputsOf } from '../helpers/predict-all';
import { setTrainedWeights } from '../helpers/set-weights';

const { conv2d, dense, flatten } = tf.layers;
type Norm = BatchNormalization;

const models: Record<string, () => tf.LayersModel> = {
  'dense layers': () =>
    tf.sequential({
      layers: [
        batchNormalization({ inputShape: [3] }),
        dense({ units: 5, activation: 'relu' }),
        batchNormalization(),
        dense({ units: 4, activation: 'tanh' }),
        batchNormalization({ center: false }),
      ],
    }),
  'images, channels last and first, several axes': () =>
    tf.sequential({
      layers: [
        conv2d({ filters: 3, kernelSize: 2, inputShape: [4, 4, 2] }),
        batchNormalization(),
        conv2d({ filters: 2, kernelSize: 2, activation: 'relu' }),
        batchNormalization({ axis: 1 }),
        batchNormalization({ axis: [1, 3] }),
        flatten(),
        dense({ units: 2 }),
      ],
    }),
  'branches, and models with batch norm in them': () => {
    const input = tf.input({ shape: [2, 3] });
    const inner = tf.sequential({ layers: [dense({ units: 3, inputShape: [2, 3] }), batchNormalization()] });
    const a = inner.apply(input);
    const nested = tf.sequential({
      layers: [batchNormalization({ inputShape: [2, 3] }), tf.layers.reLU(), batchNormalization()],
    });
    const b = nested.apply(input);
    const sum = tf.layers.add().apply([a, b] as tf.SymbolicTensor[]);
    return tf.model({ inputs: input, outputs: batchNormalization().apply(sum) as tf.SymbolicTensor });
  },
};

/** A model of one batch norm layer, and the layer. */
function modelOf(config: Parameters<typeof batchNormalization>[0]): [tf.LayersModel, Norm] {
  const layer = batchNormalization({ inputShape: [2], ...config });
  return [tf.sequential({ layers: [layer] }), layer];
}

function statistics(layer: Norm): number[][] {
  return [layer.movingMean, layer.movingVariance].map((weight) => Array.from(weight.read().dataSync()));
}

describeOnBackends('recalibrate', () => {
  // With the statistics of all data, a model predicts what it gives in training when all data are one batch.
  test.each(Object.entries(models))(
    '%s: what each layer gets has the statistics of the layer',
    async (_, make) => {
      const model = make();
      setTrainedWeights(model);
      const [x] = inputsOf(model, 23) as [tf.Tensor];
      await recalibrate(model, [x.slice(0, 5), x.slice(5, 11), x.slice(16)]);
      const [predicted, trained] = [model.predict(x), model.apply(x, { training: true })];
      expectClose(predicted as tf.Tensor, trained as tf.Tensor, 1e-3);
    },
  );

  test('gives the exact mean and variance, whatever the batches', async () => {
    const [model, layer] = modelOf({});
    const x = tf.randomNormal<tf.Rank.R2>([31, 2], 100, 3, 'float32', 5);
    const { mean, variance } = referenceMoments(x.arraySync());
    for (const size of [1, 7, 31]) {
      await recalibrate(model, x, { batchSize: size });
      expectClose(layer.movingMean.read(), mean, 1e-5);
      expectClose(layer.movingVariance.read(), variance, 1e-4);
    }
  });
});

describeOnBackends('recalibrate in one pass', () => {
  // A pass over one batch is what each layer does in training.
  test.each(Object.entries(models))('%s: all data as one batch give what training gives', async (_, make) => {
    const model = make();
    setTrainedWeights(model);
    const [x] = inputsOf(model, 23) as [tf.Tensor];
    const trained = model.apply(x, { training: true }) as tf.Tensor;
    await recalibrate(model, x, { passes: 'one', batchSize: 23 });
    expectClose(model.predict(x) as tf.Tensor, trained, 1e-3);
  });

  test('a single layer gets the exact statistics, whatever the batches', async () => {
    const [model, layer] = modelOf({ bessel: true });
    const x = tf.randomNormal<tf.Rank.R2>([31, 2], 100, 3, 'float32', 5);
    await recalibrate(model, x);
    const exact = statistics(layer);
    for (const size of [2, 7, 31]) {
      await recalibrate(model, tf.split(x, [5, 26]), { passes: 'one', batchSize: size });
      statistics(layer).forEach((channels, i) => expectClose(channels, exact[i]!, 1e-4));
    }
  });

  test('reads the data once, leaves no tensors behind, and leaves out what is masked', async () => {
    const layers = [batchNormalization(), batchNormalization()] as const;
    const masking = tf.layers.masking({ maskValue: 0, inputShape: [3, 2] });
    const model = tf.sequential({ layers: [masking, ...layers] });
    const padded = tf.tensor3d([1, 2, 3, 4, 0, 0, 5, 9, 0, 0, 0, 0], [2, 3, 2]);
    let passes = 0;
    const counting = {
      *[Symbol.iterator]() {
        passes++;
        yield* [padded];
      },
    };
    await recalibrate(model, counting, { passes: 'one' });
    const { numTensors } = tf.memory();
    passes = 0;
    await recalibrate(model, counting, { passes: 'one' });
    expect(passes).toBe(1);
    expect(tf.memory().numTensors).toBe(numTensors);
    expectClose(layers[0].movingMean.read(), [3, 5]);
    expectClose(layers[0].movingVariance.read(), [8 / 3, 26 / 3]);
  });
});

describe('data', () => {
  useBackendInTests('cpu');
  const values = [1, 2, 3, 5, 8, 13, 21, 34];
  const rows = () => tf.tensor2d(values, [4, 2]);
  const { mean, variance } = referenceMoments([
    values.slice(0, 2),
    values.slice(2, 4),
    values.slice(4, 6),
    values.slice(6),
  ]);
  const expected = [mean, variance];

  /** Each as a function of the tensor and of the count of passes over the data. */
  const forms: Record<string, (x: tf.Tensor2D, passes: number[]) => ModelData> = {
    'a tensor': (x) => x,
    'an array of batches': (x) => tf.split(x, 2),
    'pairs of inputs and labels': (x) => [{ xs: x, ys: tf.ones([4, 1]) }],
    'inputs by name': (x) => [{ [nameOfInput]: x }],
    'an iterable that can be gone over again': (x) => ({
      *[Symbol.iterator]() {
        for (const batch of tf.split(x, 4)) yield batch;
      },
    }),
    'an async iterable': (x) => ({
      async *[Symbol.asyncIterator]() {
        for (const batch of tf.split(x, 2)) yield Promise.resolve(batch);
      },
    }),
    'a generator, which can be gone over once': (x, passes) =>
      (function* () {
        passes.push(1);
        for (const batch of tf.split(x, 2)) {
          yield batch;
          // As core's momentsOfBatches allows: a batch is only needed until the next one is asked for.
          batch.dispose();
        }
      })(),
    'an async generator': (x) =>
      (async function* () {
        for (const batch of tf.split(x, 2)) yield Promise.resolve({ xs: batch });
      })(),
    'a tf.data dataset': (x) => tf.data.array(x.arraySync()).batch(3),
    'a tf.data dataset of pairs': (x) =>
      tf.data
        .zip({ xs: tf.data.array(x.arraySync()), ys: tf.data.array([1, 2, 3, 4]) })
        .batch(2) as ModelData,
  };
  let nameOfInput = '';

  test.each(Object.entries(forms))('%s', async (_, make) => {
    const layer = batchNormalization({ inputShape: [2] });
    // A second layer asks for a second pass.
    const model = tf.sequential({ layers: [layer, batchNormalization()] });
    nameOfInput = model.inputs[0]!.sourceLayer.name;
    const passes: number[] = [];
    await recalibrate(model, make(rows(), passes));
    expect(passes.length).toBeLessThan(2);
    statistics(layer).forEach((channels, i) => expectClose(channels, expected[i]!, 1e-5));
  });

  test('for several inputs: in an array or by name', async () => {
    const inputs = ['left', 'right'].map((name) => tf.input({ shape: [2], name }));
    const sum = tf.layers.add().apply(inputs);
    const layer = batchNormalization();
    const model = tf.model({ inputs, outputs: layer.apply(sum) as tf.SymbolicTensor });
    const half = rows().div(2);
    for (const data of [
      [[half, half]],
      [{ right: half, left: half }],
      [{ xs: { left: half, right: half } }],
    ]) {
      layer.movingMean.write(tf.zeros([2]));
      await recalibrate(model, data);
      statistics(layer).forEach((channels, i) => expectClose(channels, expected[i]!, 1e-5));
    }
    await expect(recalibrate(model, half)).rejects.toThrow(
      'a batch must be an array or an object of tensors for "left", "right", got 1 tensors',
    );
  });

  test('leave no tensors behind, and stay the caller’s', async () => {
    const model = models['images, channels last and first, several axes']!();
    const [x] = inputsOf(model, 6) as [tf.Tensor];
    const batches = tf.split(x, 3);
    const examples = x.arraySync() as number[][];
    const once = function* () {
      for (const batch of batches) yield batch;
    };
    await recalibrate(model, x);
    const { numTensors } = tf.memory();
    const breaking = {
      *[Symbol.iterator]() {
        yield x;
        throw new Error('disk full');
      },
    };
    await expect(recalibrate(model, breaking)).rejects.toThrow('disk full');
    await recalibrate(model, x);
    await recalibrate(model, batches);
    await recalibrate(model, once());
    await recalibrate(model, tf.data.array(examples).batch(2));
    await expect(recalibrate(model, [x, x.slice(0, 0)])).resolves.toBeUndefined();
    expect(tf.memory().numTensors).toBe(numTensors + 1);
    expect(batches.every((batch) => !batch.isDisposed)).toBe(true);
  });
});

describe('layers', () => {
  useBackendInTests('cpu');
  const x = () => tf.tensor2d([1, 10, 3, 30, 8, 40], [3, 2]);

  test('with bessel: true get the unbiased variance', async () => {
    const [plain, corrected] = [modelOf({}), modelOf({ bessel: true })];
    for (const [model] of [plain, corrected]) await recalibrate(model, x());
    expectClose(corrected[1].movingVariance.read(), plain[1].movingVariance.read().mul(3 / 2));
  });

  test('that are frozen, or always use the batch, get statistics too; gamma and beta stay', async () => {
    for (const config of [{ trainable: false }, { training: true }]) {
      const [model, layer] = modelOf({ ...config, gammaInitializer: tf.initializers.constant({ value: 7 }) });
      await recalibrate(model, x());
      expectClose(layer.movingMean.read(), [4, 80 / 3]);
      expectClose(layer.gamma!.read(), [7, 7]);
    }
  });

  test('of the stock class get them too', async () => {
    const stock = tf.layers.batchNormalization({ inputShape: [2] });
    await recalibrate(tf.sequential({ layers: [stock] }), x());
    expectClose(stock.getWeights()[2]!, [4, 80 / 3]);
  });

  test('with reduceMoments join theirs with the other replicas', async () => {
    const whole = modelOf({});
    await recalibrate(whole[0], x());
    const rest = x().slice(2);
    const [model, layer] = modelOf({
      reduceMoments: (local) => {
        const [mean, variance] = [rest.mean<tf.Tensor1D>(0), tf.zeros<tf.Rank.R1>([2])];
        return mergeMoments(local, { mean, variance, count: 1 });
      },
    });
    await recalibrate(model, x().slice(0, 2));
    statistics(layer).forEach((channels, i) => expectClose(channels, statistics(whole[1])[i]!));
  });

  test('that are called twice get the statistics of both calls', async () => {
    const inputs = [tf.input({ shape: [2] }), tf.input({ shape: [2] })];
    const layer = batchNormalization();
    const outputs = inputs.map((input) => layer.apply(input) as tf.SymbolicTensor);
    await recalibrate(tf.model({ inputs, outputs }), [
      [x().slice(0, 1), x().slice(1, 1)],
      [x().slice(2), x().slice(2)],
    ]);
    expectClose(layer.movingMean.read(), [(1 + 3 + 8 + 8) / 4, (10 + 30 + 40 + 40) / 4]);
  });

  test('in timeDistributed get the statistics of all time steps', async () => {
    const layer = batchNormalization();
    const wrapper = tf.layers.timeDistributed({ layer, inputShape: [3, 2] });
    await recalibrate(tf.sequential({ layers: [wrapper] }), x().reshape([1, 3, 2]));
    expectClose(layer.movingMean.read(), [4, 80 / 3]);
  });

  test('after a mask leave out what is masked', async () => {
    const layer = batchNormalization();
    const model = tf.sequential({ layers: [tf.layers.masking({ maskValue: 0, inputShape: [3, 2] }), layer] });
    const padded = tf.tensor3d([1, 2, 3, 4, 0, 0, 5, 9, 0, 0, 0, 0], [2, 3, 2]);
    await recalibrate(model, padded);
    expectClose(layer.movingMean.read(), [3, 5]);
    expectClose(layer.movingVariance.read(), [8 / 3, 26 / 3]);
  });
});

describe('what is refused, and leaves the model as it was', () => {
  useBackendInTests('cpu');
  const x = () => tf.tensor2d([1, 10, 3, 30], [2, 2]);

  test.each<[string, (model: tf.LayersModel) => Promise<void>, string]>([
    [
      'no data',
      (model) => recalibrate(model, []),
      'batches must hold at least one value per channel, got none',
    ],
    [
      'data of another kind',
      (model) => recalibrate(model, 3 as never),
      'data must be a tensor, an iterable of',
    ],
    [
      'a batch of another kind',
      (model) => recalibrate(model, [3] as never),
      'a batch must be one tensor, got 0',
    ],
    ['two inputs for one', (model) => recalibrate(model, [[x(), x()]]), 'a batch must be one tensor, got 2'],
    ['a misspelt option', (model) => recalibrate(model, x(), { batchsize: 1 } as object), '"batchSize"?'],
    [
      'a batch size of 0',
      (model) => recalibrate(model, x(), { batchSize: 0 }),
      'batchSize must be an integer',
    ],
    [
      'a NaN',
      (model) => recalibrate(model, [x(), x().log().neg().log()]),
      'finite values in every batch norm',
    ],
    [
      'no data, in one pass',
      (model) => recalibrate(model, [], { passes: 'one' }),
      'data must hold at least one example, got none',
    ],
    [
      'a NaN, in one pass',
      (model) => recalibrate(model, [x(), x().log().neg().log()], { passes: 'one' }),
      'finite values in every batch norm',
    ],
    [
      'another number of passes',
      (model) => recalibrate(model, x(), { passes: 'two' as 'one' }),
      'passes must be one of "exact", "one", got "two"',
    ],
    [
      'a generator that breaks',
      (model) =>
        recalibrate(
          model,
          (function* () {
            yield x();
            throw new Error('disk full');
          })(),
        ),
      'disk full',
    ],
  ])('%s', async (_, act, message) => {
    const layer = batchNormalization({ inputShape: [2] });
    const last = batchNormalization({ name: 'last' });
    const model = tf.sequential({ layers: [layer, last] });
    await expect(act(model)).rejects.toThrow(message);
    expect([layer, last].map(statistics)).toEqual(
      Array(2).fill([
        [0, 0],
        [1, 1],
      ]),
    );
  });

  test('a model without batch norm', async () => {
    const model = tf.sequential({ name: 'plain', layers: [dense({ units: 1, inputShape: [2] })] });
    await expect(recalibrate(model, x())).rejects.toThrow('model must have batch norm layers, got "plain"');
  });
});
