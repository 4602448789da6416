import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { type BatchNormalization, batchNormalization, freezeBatchNorm, unfreezeBatchNorm } from '../../src';
import { describeOnBackends, useBackendInTests } from '../helpers/backends';

const { dense, activation } = tf.layers;

/**
 * Dense and batch norm layers, one of them in a model in the model and one in a wrapper. What follows each is not linear:
 * a batch norm right behind would take away again what its gamma and beta do.
 */
function makeModel(): tf.Sequential {
  const inner = tf.sequential({
    name: 'inner',
    layers: [
      dense({ units: 3, inputShape: [2, 3] }),
      batchNormalization({ name: 'norm' }),
      activation({ activation: 'tanh' }),
    ],
  });
  return tf.sequential({
    layers: [
      dense({ units: 3, inputShape: [2, 3] }),
      inner,
      tf.layers.timeDistributed({ layer: batchNormalization(), name: 'wrapper' }),
      activation({ activation: 'tanh' }),
      batchNormalization({ name: 'last', scale: false, center: false }),
    ],
  });
}
const paths = ['inner > norm', 'wrapper > layer', 'last'];

function normsOf(model: tf.Sequential): BatchNormalization[] {
  const [, inner, wrapper, , last] = model.layers as unknown as [
    unknown,
    tf.Sequential,
    { layer: BatchNormalization },
    unknown,
    BatchNormalization,
  ];
  return [inner.layers[1] as BatchNormalization, wrapper.layer, last];
}

async function train(model: tf.Sequential): Promise<void> {
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
  const x = tf.randomNormal([4, 2, 3], 1, 2, 'float32', 1);
  await model.fit(x, x.square(), { epochs: 2, verbose: 0 });
}

const valuesOf = (layers: tf.layers.Layer[]) =>
  layers.map((layer) => layer.getWeights().map((w) => w.arraySync()));

describeOnBackends('freezeBatchNorm', () => {
  test('keeps all batch norm layers as they are in training, and nothing else', async () => {
    const model = makeModel();
    expect(freezeBatchNorm(model)).toEqual(paths);
    const [norms, denses] = [
      normsOf(model),
      [model.layers[0]!, (model.layers[1] as tf.Sequential).layers[0]!],
    ];
    const [normsBefore, densesBefore] = [valuesOf(norms), valuesOf(denses)];
    await train(model);
    expect(valuesOf(norms)).toEqual(normsBefore);
    valuesOf(denses).forEach((values, i) => expect(values[0]).not.toEqual(densesBefore[i]![0]));
    const x = tf.randomNormal([4, 2, 3]);
    const [trained, predicted] = [model.apply(x, { training: true }), model.predict(x)] as tf.Tensor[];
    expect(trained!.arraySync()).toEqual(predicted!.arraySync());
  });

  test('unfreezeBatchNorm lets them learn again', async () => {
    const model = makeModel();
    freezeBatchNorm(model);
    expect(unfreezeBatchNorm(model)).toEqual(paths);
    const before = valuesOf(normsOf(model));
    await train(model);
    valuesOf(normsOf(model)).forEach((values, layer) => {
      values.forEach((value, i) => expect(value).not.toEqual(before[layer]![i]));
    });
  });
});

describe('freezing', () => {
  useBackendInTests('cpu');

  test('is refused where it would not do, before anything is frozen', () => {
    const first = batchNormalization({ inputShape: [2] });
    const model = tf.sequential({ layers: [first, tf.layers.batchNormalization({ name: 'stock' })] });
    expect(() => freezeBatchNorm(model)).toThrow(
      'freezeBatchNorm: model must have no stock batch norm layers, got "stock"; convert the model with convertToBnlab',
    );
    expect(first.trainable).toBe(true);
    const plain = tf.sequential({ layers: [dense({ units: 1, inputShape: [1] })] });
    expect(() => unfreezeBatchNorm(plain)).toThrow('unfreezeBatchNorm: model must have batch norm layers');
    expect(() => freezeBatchNorm({} as tf.LayersModel)).toThrow('model must be a tf.LayersModel');
  });
});
