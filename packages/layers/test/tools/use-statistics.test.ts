import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { type BatchNormalization, batchNormalization, convertToBnlab, useStatistics } from '../../src';
import { describeOnBackends, useBackendInTests } from '../helpers/backends';
import { artifactsOf, modelOf } from '../helpers/memory-model';

const near = () => tf.tensor2d([1, 2, 3, 4], [2, 2]);
const far = () => tf.tensor2d([11, 22, 33, 44], [2, 2]);

function network(config: object = {}) {
  const layer = batchNormalization({ inputShape: [2], momentum: 0, ...config });
  const model = tf.sequential({ layers: [layer] });
  model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
  return { model, layer };
}
const meanOf = ({ movingMean }: BatchNormalization) => Array.from(movingMean.read().dataSync());
const normOf = (model: tf.LayersModel) => model.layers[0] as BatchNormalization;
const train = (model: tf.LayersModel, x: tf.Tensor) => model.trainOnBatch(x, tf.zeros([2, 2]));

describeOnBackends('useStatistics', () => {
  test('sets move apart in training, and inference uses the one in use', async () => {
    const { model, layer } = network();
    await train(model, near());
    useStatistics(model, 'far');
    expect(meanOf(layer)).toEqual([2, 3]);
    await train(model, far());
    expect(meanOf(layer)).toEqual([22, 33]);
    const outputOfFar = (model.predict(far()) as tf.Tensor).arraySync() as number[][];
    expect(outputOfFar.flat().map(Math.round)).toEqual([-1, -1, 1, 1]);
    useStatistics(model, 'default');
    expect(meanOf(layer)).toEqual([2, 3]);
    expect(layer.statistics).toEqual({ names: ['default', 'far'], inUse: 'default' });
  });

  test('a call names its set, in training with gradients and in inference', () => {
    const { model, layer } = network();
    useStatistics(model, 'far');
    useStatistics(model, 'default');
    const gradient = tf.grad((x: tf.Tensor) =>
      tf.sum(tf.square(model.apply(x, { training: true, statistics: 'far' }) as tf.Tensor)),
    );
    gradient(far());
    expect(meanOf(layer)).toEqual([0, 0]);
    const named = model.apply(far(), { statistics: 'far' }) as tf.Tensor;
    useStatistics(model, 'far');
    expect(meanOf(layer)).toEqual([22, 33]);
    expect(named.arraySync()).toEqual((model.predict(far()) as tf.Tensor).arraySync());
  });
});

describe('sets of statistics', () => {
  useBackendInTests('cpu');

  test('count their batches apart', async () => {
    const { model, layer } = network({ momentum: null });
    await train(model, near());
    useStatistics(model, 'other');
    useStatistics(model, 'default');
    await train(model, far());
    expect(meanOf(layer)).toEqual([12, 18]);
    useStatistics(model, 'other');
    await train(model, far());
    await train(model, far());
    expect(meanOf(layer).map(Math.round)).toEqual([15, 23]);
    expect(layer.getConfig().batchesSeen).toBe(2);
  });

  test('are saved and loaded, with the default set as the weights, in nested models too', async () => {
    const { model: inner } = network({ momentum: null });
    const model = tf.sequential({ layers: [inner, tf.layers.reLU()] });
    model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
    model.setUserDefinedMetadata({ mine: 1 });
    await train(model, near());
    useStatistics(model, 'far');
    await train(model, far());
    const artifacts = await artifactsOf(model);
    expect(meanOf(normOf(inner)).map(Math.round)).toEqual([12, 18]);
    const index = artifacts.weightSpecs!.findIndex(({ name }) => name.endsWith('moving_mean'));
    expect(
      Array.from(new Float32Array(artifacts.weightData as ArrayBuffer).subarray(2 * index, 2 * index + 2)),
    ).toEqual([2, 3]);
    // What a database of the browser stores has no functions in it.
    structuredClone(artifacts.userDefinedMetadata);

    const loaded = await modelOf(artifacts);
    const layer = normOf(loaded.layers[0] as tf.LayersModel);
    expect(layer.statistics).toEqual({ names: ['default', 'far'], inUse: 'far' });
    expect(meanOf(layer).map(Math.round)).toEqual([12, 18]);
    useStatistics(loaded, 'default');
    expect(meanOf(layer)).toEqual([2, 3]);
    expect(loaded.getUserDefinedMetadata()).toMatchObject({ mine: 1 });
    const again = await modelOf(await artifactsOf(loaded));
    expect(normOf(again.layers[0] as tf.LayersModel).statistics.inUse).toBe('default');
  });

  test('a model without named sets saves nothing of them', async () => {
    expect((await artifactsOf(network().model)).userDefinedMetadata).toBeUndefined();
  });

  test('go along with convertToBnlab, and away with the model', async () => {
    const before = tf.memory().numTensors;
    const model = tf.sequential({ layers: [batchNormalization({ inputShape: [2], momentum: 0 })] });
    useStatistics(model, 'far');
    tf.tidy(() => void model.apply(far(), { training: true }));
    const converted = await convertToBnlab(model);
    expect(normOf(converted).statistics).toEqual({ names: ['default', 'far'], inUse: 'far' });
    expect(meanOf(normOf(converted))).toEqual([22, 33]);
    useStatistics(converted, 'default');
    expect(meanOf(normOf(converted))).toEqual([0, 0]);
    converted.dispose();
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a name that no set has, an empty one, a layer that is not built, and the stock layer are refused', () => {
    const { model } = network();
    useStatistics(model, 'far');
    expect(() => model.apply(near(), { statistics: 'fra' })).toThrow(
      'batchNormalization: statistics must be one of "default", "far"',
    );
    expect(() => useStatistics(model, '')).toThrow('name must be the name of a set of statistics, got ""');
    expect(() => batchNormalization({ name: 'b' }).useStatistics('far')).toThrow('b must be built first');
    const stock = tf.sequential({ layers: [tf.layers.batchNormalization({ inputShape: [2] })] });
    expect(() => useStatistics(stock, 'far')).toThrow('convert the model with convertToBnlab first');
  });
});
