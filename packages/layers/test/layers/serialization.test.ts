import { afterEach, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { BatchNormalization, batchNormalization, type BatchNormalizationConfig } from '../../src';
import { useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';
import { artifactsOf, modelOf } from '../helpers/memory-model';

const StockClass = tf.layers.batchNormalization({ name: 'stock' }).constructor as typeof BatchNormalization;

describe('saving and loading', () => {
  useBackendInTests('cpu');
  afterEach(() => {
    tf.serialization.registerClass(BatchNormalization);
  });

  const stockOptions = {
    axis: 1,
    momentum: 0.7,
    epsilon: 0.01,
    betaInitializer: 'ones',
    gammaInitializer: tf.initializers.constant({ value: 2 }),
    movingMeanInitializer: 'ones',
    movingVarianceInitializer: tf.initializers.randomUniform({ minval: 1, maxval: 2, seed: 1 }),
    betaConstraint: 'nonNeg',
    gammaConstraint: tf.constraints.maxNorm({ maxValue: 3 }),
    betaRegularizer: 'l1l2',
    gammaRegularizer: tf.regularizers.l1({ l1: 0.1 }),
    name: 'bn',
    trainable: true,
    inputShape: [2, 3],
    dtype: 'float32',
  } as const satisfies BatchNormalizationConfig;

  test.each([{}, stockOptions])('the configuration is that of the stock layer: %#', (options) => {
    const named = { name: 'bn', ...options };
    const stock = tf.layers.batchNormalization(named);
    expect(batchNormalization(named as object).getConfig()).toEqual(stock.getConfig());
  });

  test('the weights have the names, shapes and order of the stock ones', () => {
    const layers = [tf.layers.batchNormalization(stockOptions), batchNormalization(stockOptions)];
    const described = layers.map((layer) => {
      const model = tf.sequential({ layers: [layer] });
      return model.weights.map(({ originalName, shape }) => [originalName, shape]);
    });
    expect(described[1]).toEqual(described[0]);
    expect(described[1]!.map(([name]) => name)).toEqual(
      ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((name) => `bn/${name}`),
    );
  });

  test.each(['virtualBatchSize', 'ghostBatchSize'])('reads the size of ghost batches from %s', (name) => {
    const layer = BatchNormalization.fromConfig(BatchNormalization, { name: 'bn', [name]: 2 });
    expect(layer.getConfig()).toMatchObject({ ghostBatchSize: 2 });
    expect(layer.getConfig()).not.toHaveProperty('virtualBatchSize');
  });

  test('regularizers and constraints are at work in training', async () => {
    const layer = batchNormalization({
      inputShape: [1],
      gammaRegularizer: tf.regularizers.l2({ l2: 10 }),
    });
    const model = tf.sequential({ layers: [layer] });
    model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
    const x = tf.tensor2d([1, -1], [2, 1]);
    const loss = (await model.trainOnBatch(x, layer.apply(x, { training: true }) as tf.Tensor)) as number;
    expect(loss).toBeCloseTo(10);
    const constrained = batchNormalization({ betaConstraint: 'nonNeg', inputShape: [2] });
    const other = tf.sequential({ layers: [constrained] });
    // As in Keras: values that are set stay, and the next update brings them into bounds.
    constrained.beta!.write(tf.tensor1d([-1, 1]));
    expectClose(constrained.beta!.read(), [-1, 1]);
    other.compile({ optimizer: tf.train.sgd(1e-3), loss: 'meanSquaredError' });
    await other.trainOnBatch(tf.tensor2d([1, 2, -1, 3], [2, 2]), tf.zeros([2, 2]));
    expect(constrained.beta!.read().dataSync()[0]).toBe(0);
  });

  /** dense, batch norm and dense, trained a little. */
  async function trainedModel(layer: tf.layers.Layer): Promise<tf.Sequential> {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 4, inputShape: [3] }), layer, tf.layers.dense({ units: 1 })],
    });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    await model.fit(
      tf.randomNormal([32, 3], 5, 3, 'float32', 1),
      tf.randomNormal([32, 1], 0, 1, 'float32', 2),
    );
    return model;
  }
  const x = () => tf.randomNormal([6, 3], 5, 3, 'float32', 3);

  test('a model comes back as it was, and goes on as it would have', async () => {
    const model = await trainedModel(batchNormalization({ momentum: null, bessel: true, name: 'mine' }));
    const loaded = await modelOf(await artifactsOf(model));
    expect(loaded.layers[1]).toBeInstanceOf(BatchNormalization);
    expect(loaded.layers[1]!.getConfig()).toMatchObject({ momentum: null, bessel: true, batchesSeen: 1 });
    expectClose(loaded.predict(x()) as tf.Tensor, model.predict(x()) as tf.Tensor, 1e-6);
    [model, loaded].forEach((m) => m.apply(x(), { training: true }));
    expectClose(loaded.layers[1]!.getWeights()[3]!, model.layers[1]!.getWeights()[3]!, 1e-6);
  });

  test('every option of its own comes back', async () => {
    const options = {
      axis: [1, 2],
      training: false,
      renorm: { warmup: 3, rMax: 2, rMaxStep: 8, dMax: 1, dMaxStep: 7 },
      onSingleValue: 'population',
      onNonFinite: 'error',
      masked: false,
      batchesSeen: 17,
    } as const satisfies BatchNormalizationConfig;
    const model = tf.sequential({ layers: [batchNormalization({ ...options, inputShape: [2, 3] })] });
    const loaded = await modelOf(await artifactsOf(model));
    expect(loaded.layers[0]!.getConfig()).toMatchObject(options);
    const ghosts = tf.sequential({ layers: [batchNormalization({ ghostBatchSize: 4, inputShape: [2] })] });
    const loadedGhosts = await modelOf(await artifactsOf(ghosts));
    expect(loadedGhosts.layers[0]!.getConfig()).toMatchObject({ ghostBatchSize: 4 });
  });

  test('a model saved with the stock layer loads with this one', async () => {
    const model = await trainedModel(tf.layers.batchNormalization());
    const loaded = await modelOf(await artifactsOf(model));
    expect(loaded.layers[1]).toBeInstanceOf(BatchNormalization);
    expectClose(loaded.predict(x()) as tf.Tensor, model.predict(x()) as tf.Tensor, 1e-5);
  });

  test('a model saved with this layer loads with the stock one, in a program without this package', async () => {
    const model = await trainedModel(batchNormalization());
    tf.serialization.registerClass(StockClass);
    const loaded = await modelOf(await artifactsOf(model));
    expect(loaded.layers[1]).toBeInstanceOf(StockClass);
    expectClose(loaded.predict(x()) as tf.Tensor, model.predict(x()) as tf.Tensor, 1e-5);
  });

  test('training: true of a call comes back', async () => {
    const input = tf.input({ shape: [3] });
    const output = batchNormalization().apply(input, { training: true }) as tf.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs: output });
    const loaded = await modelOf(await artifactsOf(model));
    expectClose((loaded.predict(x()) as tf.Tensor).mean(), [0]);
  });

  test('what Keras 2 and Keras 3 write beside the options does not matter', () => {
    const initializer = (className: string) => ({
      module: 'keras.initializers',
      className,
      config: {},
      registeredName: null,
    });
    const saved = {
      name: 'batch_normalization',
      trainable: true,
      dtype: { module: 'keras', className: 'DTypePolicy', config: { name: 'float32' }, registeredName: null },
      axis: [3],
      momentum: 0.99,
      epsilon: 0.001,
      center: true,
      scale: true,
      betaInitializer: initializer('Zeros'),
      gammaInitializer: initializer('Ones'),
      movingMeanInitializer: initializer('Zeros'),
      movingVarianceInitializer: initializer('Ones'),
      betaRegularizer: null,
      gammaRegularizer: null,
      betaConstraint: null,
      gammaConstraint: null,
      synchronized: false,
      fused: null,
      renorm: false,
      ghostBatchSize: null,
    };
    const layer = BatchNormalization.fromConfig(BatchNormalization, saved) as BatchNormalization;
    layer.build([null, 2, 2, 5]);
    expect(layer.getWeights().map((weight) => weight.shape)).toEqual([[5], [5], [5], [5]]);
  });
});
