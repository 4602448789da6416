import { beforeAll, describe, expect, test, jest } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import {
  mergeMoments,
  type Moments,
  referenceGradient,
  referenceInference,
  referenceTraining,
} from '@bnlab/core';
import fc from 'fast-check';
import { type BatchNormalization, batchNormalization } from '../../src';
import { describeOnBackends, useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';
import { artifactsOf, modelOf as loadedFrom } from '../helpers/memory-model';

/** A tensor of any rank from 2 to 6 whose values are not in any order, with a channel axis or several. */
const inputs = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 6 })
  .filter((shape) => shape.reduce((a, b) => a * b, 1) < 400)
  .chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      axes: fc.subarray(
        shape.map((_, axis) => axis).filter((axis) => axis > 0),
        { minLength: 1 },
      ),
      fromTheEnd: fc.boolean(),
      seed: fc.integer({ min: 1, max: 1e6 }),
    }),
  );

/** Positions as rows and channels as columns, by index arithmetic alone. */
function toRows(values: ArrayLike<number>, shape: readonly number[], axes: readonly number[]): number[][] {
  const rows = new Map<string, number[]>();
  Array.from({ length: values.length }, (_, i) => {
    const index = indexOf(i, shape);
    const position = index.filter((_, axis) => !axes.includes(axis)).join();
    rows.set(position, [...(rows.get(position) ?? []), values[i]!]);
  });
  return [...rows.values()];
}

function indexOf(flat: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = flat;
  for (const size of [...shape].reverse()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return index;
}

function vector(seed: number, length: number, [low, high]: [number, number]): number[] {
  return Array.from(tf.randomUniform([Math.max(length, 1)], low, high, 'float32', seed).dataSync()).slice(
    0,
    length,
  );
}

/** Gives a built layer weights that are not zeros and ones, and returns them by name. */
function setWeights(layer: BatchNormalization, seed: number) {
  const names = ['gamma', 'beta', 'movingMean', 'movingVariance'] as const;
  const values = names.map((name, i) => {
    const size = layer[name]!.shape.reduce((a, b) => a! * b!, 1)!;
    return vector(seed + i, size, name === 'movingVariance' ? [0.2, 3] : [-2, 2]);
  });
  tf.tidy(() =>
    layer.setWeights(values.map((value, i) => tf.tensor(value, layer[names[i]!]!.shape as number[]))),
  );
  const [gamma, beta, mean, variance] = values as [number[], number[], number[], number[]];
  return { gamma, beta, mean, variance };
}

describeOnBackends('BatchNormalization', () => {
  test('is the reference in training and at inference, for every rank, axis and set of axes', () => {
    fc.assert(
      fc.property(inputs, ({ shape, axes, fromTheEnd, seed }) => {
        tf.tidy(() => {
          const axis = fromTheEnd ? axes.map((a) => a - shape.length) : axes;
          const layer = batchNormalization({ axis, momentum: 0.9, onSingleValue: 'allow' });
          const x = tf.randomNormal(shape, 1, 2, 'float32', seed);
          layer.build(shape);
          const { gamma, beta, mean, variance } = setWeights(layer, seed);
          const rows = toRows(x.dataSync(), shape, axes);
          const rowsOf = (y: tf.Tensor) => toRows(y.dataSync(), y.shape, axes).flat();

          const inferred = layer.apply(x) as tf.Tensor;
          expect(inferred.shape).toEqual(shape);
          expectClose(rowsOf(inferred), referenceInference(rows, mean, variance, gamma, beta, 1e-3).flat());

          const trained = layer.apply(x, { training: true }) as tf.Tensor;
          const reference = referenceTraining(rows, gamma, beta, 1e-3);
          expectClose(rowsOf(trained), reference.y.flat());
          const average = (old: number[], batch: readonly number[]) =>
            old.map((v, c) => 0.9 * v + 0.1 * batch[c]!);
          expectClose(layer.movingMean.read(), average(mean, reference.mean));
          expectClose(layer.movingVariance.read(), average(variance, reference.variance));
        });
      }),
    );
  });

  test('has the gradient of the reference, with and without gamma and beta', () => {
    fc.assert(
      fc.property(inputs, fc.boolean(), fc.boolean(), ({ shape, axes, seed }, center, scale) => {
        tf.tidy(() => {
          const layer = batchNormalization({ axis: axes, center, scale, onSingleValue: 'allow' });
          const x = tf.randomNormal(shape, 1, 2, 'float32', seed);
          const g = tf.randomNormal(shape, 0, 1, 'float32', seed + 1);
          layer.build(shape);
          const size = axes.reduce((product, axis) => product * shape[axis]!, 1);
          const gamma = scale ? vector(seed, size, [-2, 2]) : undefined;
          if (gamma) layer.gamma!.write(tf.tensor(gamma, layer.gamma!.shape as number[]));
          const variables = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
          const [dx, ...parameters] = tf.grads(
            (x: tf.Tensor) => layer.apply(x, { training: true }) as tf.Tensor,
          )([x], g);
          expect(parameters).toEqual([]);
          const rows = (tensor: tf.Tensor) => toRows(tensor.dataSync(), shape, axes);
          const expected = referenceGradient(rows(x), gamma, 1e-3, rows(g));
          expectClose(rows(dx!).flat(), expected.dx.flat(), 1e-3);
          if (variables.length === 0) return;
          const loss = () => (layer.apply(x, { training: true }) as tf.Tensor).mul(g).sum<tf.Scalar>();
          const { grads } = tf.variableGrads(loss, variables);
          if (scale) expectClose(grads[layer.gamma!.name]!, expected.dgamma, 1e-3);
          if (center) expectClose(grads[layer.beta!.name]!, expected.dbeta, 1e-3);
        });
      }),
    );
  });
});

describe('which statistics', () => {
  useBackendInTests('cpu');

  /** A model of one layer whose moving averages are far from any batch's, compiled without changing gamma and beta. */
  function modelOf(layer: BatchNormalization) {
    const model = tf.sequential({ layers: [layer] });
    model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
    layer.movingMean.write(tf.tensor1d([100, -100]));
    return model;
  }
  let x: tf.Tensor2D;
  beforeAll(() => {
    x = tf.tensor2d([1, 2, 3, 4, 5, 9], [3, 2]);
  });
  const movingMeans = (layer: BatchNormalization) => Array.from(layer.movingMean.read().dataSync());
  const isOfTheBatch = (y: tf.Tensor) => Math.abs(y.mean().dataSync()[0]!) < 1e-3;

  test('are the moving averages at inference', () => {
    const layer = batchNormalization({ inputShape: [2] });
    const model = modelOf(layer);
    const y = model.predict(x) as tf.Tensor;
    expectClose(
      y,
      Array.from(x.dataSync()).map((v, i) => (v - [100, -100][i % 2]!) / Math.sqrt(1.001)),
    );
    expect(movingMeans(layer)).toEqual([100, -100]);
  });

  test('are those of the batch in fit, which the moving averages follow', async () => {
    const layer = batchNormalization({ inputShape: [2], momentum: 0.5 });
    await modelOf(layer).trainOnBatch(x, x);
    expectClose(movingMeans(layer), [51.5, -47.5]);
  });

  test('are the moving averages in a frozen layer, which stay', () => {
    const layer = batchNormalization({ inputShape: [2], trainable: false });
    const model = modelOf(layer);
    model.apply(x, { training: true });
    expect(movingMeans(layer)).toEqual([100, -100]);
    expect(isOfTheBatch(model.apply(x, { training: true }) as tf.Tensor)).toBe(false);
  });

  test('are the moving averages in a layer of a frozen model, until it is thawed', () => {
    const layer = batchNormalization({ inputShape: [2] });
    const model = modelOf(layer);
    model.trainable = false;
    expect(layer.isFrozen).toBe(true);
    expect(isOfTheBatch(model.apply(x, { training: true }) as tf.Tensor)).toBe(false);
    expect(movingMeans(layer)).toEqual([100, -100]);
    model.trainable = true;
    expect(isOfTheBatch(model.apply(x, { training: true }) as tf.Tensor)).toBe(true);
  });

  test('are those of the batch in predict too with training: true, and the moving averages stay', () => {
    const layer = batchNormalization({ inputShape: [2], training: true });
    const model = modelOf(layer);
    expect(isOfTheBatch(model.predict(x) as tf.Tensor)).toBe(true);
    expect(movingMeans(layer)).toEqual([100, -100]);
  });

  test('are the moving averages in fit too with training: false, with a gradient for gamma', async () => {
    const layer = batchNormalization({ inputShape: [2], training: false });
    const model = modelOf(layer);
    model.compile({ optimizer: tf.train.sgd(0.001), loss: 'meanSquaredError' });
    await model.trainOnBatch(x, x);
    expect(movingMeans(layer)).toEqual([100, -100]);
    expect(Array.from(layer.gamma!.read().dataSync())).not.toEqual([1, 1]);
  });

  // https://github.com/tensorflow/tfjs/issues/7250
  test('are those that the call says which put the model together', () => {
    const input = tf.input({ shape: [2] });
    const layer = batchNormalization();
    const output = layer.apply(input, { training: true }) as tf.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs: output });
    expect(isOfTheBatch(model.predict(x) as tf.Tensor)).toBe(true);
  });

  test('may differ from call to call of one layer', () => {
    const input = tf.input({ shape: [2] });
    const layer = batchNormalization({ name: 'shared' });
    const calls = [{ training: true }, {}, { training: false }];
    const outputs = calls.map((options) => layer.apply(input, options) as tf.SymbolicTensor);
    const model = tf.model({ inputs: input, outputs });
    const x = tf.tensor2d([1, 2, 3, 8], [2, 2]);
    const predicted = (model.predict(x) as tf.Tensor[]).map((y) => Array.from(y.dataSync()));
    const byBatch = Array.from((layer.apply(x, { training: true }) as tf.Tensor).dataSync());
    expect(predicted[0]).toEqual(byBatch);
    expect(predicted[1]).toEqual(predicted[2]);
    expect(predicted[1]).not.toEqual(byBatch);
  });

  test.each(['sequential', 'functional', 'timeDistributed'])(
    'of a call holds for the layers inside of what is called: %s',
    async (kind) => {
      const layer = batchNormalization({ inputShape: [2] });
      const around: Record<string, () => tf.layers.Layer> = {
        sequential: () => tf.sequential({ layers: [layer] }),
        functional: () => {
          const inner = tf.input({ shape: [2] });
          return tf.model({ inputs: inner, outputs: layer.apply(inner) as tf.SymbolicTensor });
        },
        timeDistributed: () => tf.layers.timeDistributed({ layer }),
      };
      const shape = kind === 'timeDistributed' ? [3, 2] : [2];
      const input = tf.input({ shape });
      const base = around[kind]!().apply(input, { training: false }) as tf.SymbolicTensor;
      const model = tf.model({ inputs: input, outputs: base });
      model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
      const x = tf.randomNormal([4, ...shape], 5, 1, 'float32', 1);
      for (const each of [model, await loadedFrom(await artifactsOf(model))]) {
        each.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
        await each.trainOnBatch(x, tf.zeros(x.shape));
        const means = each.getWeights().slice(-2)[0]!;
        expectClose(means, [0, 0]);
      }
    },
  );
});

const movingOf = ({ movingMean, movingVariance }: BatchNormalization) =>
  [movingMean, movingVariance].flatMap((weight) => Array.from(weight.read().dataSync()));

describe('variants', () => {
  useBackendInTests('cpu');
  let x: tf.Tensor2D;
  beforeAll(() => {
    x = tf.tensor2d([1, 2, 5, 4, 9, 9, 2, 7, 0, 1], [5, 2]);
  });
  const train = (layer: BatchNormalization, input: tf.Tensor = x) =>
    layer.apply(input, { training: true }) as tf.Tensor;

  test('bessel: the moving variance is m / (m - 1) times as large', () => {
    const [plain, corrected] = [false, true].map((bessel) => {
      const layer = batchNormalization({ bessel, momentum: 0 });
      train(layer);
      return layer.movingVariance.read();
    });
    expectClose(corrected!, plain!.mul(5 / 4));
  });

  test('momentum: null averages all batches alike', () => {
    const layer = batchNormalization({ momentum: null });
    const batches = [x, x.mul(3), x.add(7)];
    batches.forEach((batch) => train(layer, batch));
    expectClose(layer.movingMean.read(), tf.concat(batches).mean(0));
    expect(layer.getConfig().batchesSeen).toBe(3);
  });

  test('ghostBatchSize: examples are normalized in groups, which the moving averages follow in turn', () => {
    const layer = batchNormalization({ ghostBatchSize: 2, momentum: 0.5, onSingleValue: 'allow' });
    const y = train(layer);
    const parts = [x.slice(0, 2), x.slice(2, 2), x.slice(4, 1)];
    const one = batchNormalization({ momentum: 0.5, onSingleValue: 'allow' });
    expectClose(y, tf.concat(parts.map((part) => train(one, part))));
    expectClose(layer.movingMean.read(), one.movingMean.read());
    expectClose(layer.movingVariance.read(), one.movingVariance.read());
  });

  test('ghostBatchSize: inference is as ever', () => {
    const layer = batchNormalization({ ghostBatchSize: 2 });
    expectClose(layer.apply(x) as tf.Tensor, batchNormalization().apply(x) as tf.Tensor);
  });

  test('reduceMoments: two replicas with half a batch each are one with all of it', () => {
    const whole = batchNormalization({ momentum: 0.5 });
    const expected = train(whole);
    const shares = [x.slice(0, 3), x.slice(3, 2)] as const;
    const moments = (share: tf.Tensor): Moments => {
      const { mean, variance } = tf.moments(share, 0);
      return { mean: mean as tf.Tensor1D, variance: variance as tf.Tensor1D, count: share.shape[0] };
    };
    const replicas = shares.map((_, i) =>
      batchNormalization({
        momentum: 0.5,
        reduceMoments: (local) => mergeMoments(local, moments(shares[1 - i]!)),
      }),
    );
    expectClose(tf.concat(replicas.map((layer, i) => train(layer, shares[i]))), expected);
    replicas.forEach((layer) => expectClose(layer.movingVariance.read(), whole.movingVariance.read()));
  });

  test('renorm: plain batch norm while it warms up, then the population bounds it', () => {
    const schedule = { warmup: 1, rMax: 1e6, rMaxStep: 2, dMax: 1e6, dMaxStep: 2 };
    const layer = batchNormalization({ renorm: schedule, momentum: 0.5 });
    expectClose(train(layer), train(batchNormalization()));
    train(layer);
    const population = layer.apply(x) as tf.Tensor;
    expectClose(train(layer), population, 1e-3);
  });

  test('renorm goes on where a saved layer was', () => {
    const layer = batchNormalization({ renorm: true });
    train(layer);
    train(layer);
    expect(layer.getConfig()).toMatchObject({ renorm: true, batchesSeen: 2 });
  });
});

describe('batches that say nothing', () => {
  useBackendInTests('cpu');
  let one: tf.Tensor2D;
  beforeAll(() => {
    one = tf.tensor2d([3, 4], [1, 2]);
  });
  const weights = (layer: BatchNormalization) => layer.getWeights().map((w) => Array.from(w.dataSync()));
  const start = [
    [1, 1],
    [0, 0],
    [0, 0],
    [1, 1],
  ];

  test('one value per channel is refused, if asked for', () => {
    const layer = batchNormalization({ name: 'tiny', onSingleValue: 'error' });
    expect(() => layer.apply(one, { training: true })).toThrow(
      'batchNormalization: a training batch must have more than one value per channel, got one in tiny',
    );
    const ghosts = batchNormalization({ ghostBatchSize: 2, onSingleValue: 'error' });
    expect(() => ghosts.apply(tf.ones([3, 2]), { training: true })).toThrow(
      'more than one value per channel',
    );
  });

  test('a last batch of one example trains on, with a warning once and the statistics left alone', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const layer = batchNormalization({ inputShape: [2] });
    const model = tf.sequential({ layers: [layer] });
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    await model.fit(one, tf.ones([1, 2]), { epochs: 2, verbose: 0 });
    expect(movingOf(layer)).toEqual([0, 0, 1, 1]);
    // The output is beta, as of the stock layer, and beta learns.
    expect(layer.beta!.read().dataSync()[0]).toBeGreaterThan(0);
    expect(warn.mock.calls.filter(([text]) => String(text).includes('one value per channel'))).toHaveLength(
      1,
    );
    warn.mockRestore();
  });

  test('of ghost batches, the statistics follow those of more than one value', () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const layer = batchNormalization({ ghostBatchSize: 2, momentum: 0 });
    layer.apply(tf.tensor2d([1, 2, 3, 4, 100, 100], [3, 2]), { training: true });
    expect(movingOf(layer).slice(0, 2)).toEqual([2, 3]);
    warn.mockRestore();
  });

  test('one example of several positions is a batch like any other', () => {
    const layer = batchNormalization({ momentum: 0 });
    layer.apply(tf.tensor3d([1, 3], [1, 2, 1]), { training: true });
    expectClose(layer.movingMean.read(), [2]);
  });

  test('one value a channel is normalized with the population, or goes on, if so configured', () => {
    const population = batchNormalization({ onSingleValue: 'population' });
    expectClose(population.apply(one, { training: true }) as tf.Tensor, [
      3 / Math.sqrt(1.001),
      4 / Math.sqrt(1.001),
    ]);
    expect(weights(population)).toEqual(start);
    const allowed = batchNormalization({ onSingleValue: 'allow', momentum: 0.5 });
    expectClose(allowed.apply(one, { training: true }) as tf.Tensor, [0, 0]);
    expectClose(allowed.movingVariance.read(), [0.5, 0.5]);
  });

  test('an empty batch changes nothing', () => {
    const layer = batchNormalization({ momentum: null });
    const y = layer.apply(tf.zeros([0, 2]), { training: true }) as tf.Tensor;
    expect(y.shape).toEqual([0, 2]);
    expect(weights(layer)).toEqual(start);
    expect(layer.getConfig().batchesSeen).toBe(0);
  });

  test('bessel leaves the moving averages alone where it has no answer', () => {
    const layer = batchNormalization({ bessel: true, onSingleValue: 'allow' });
    layer.apply(one, { training: true });
    expect(weights(layer)).toEqual(start);
  });
});
