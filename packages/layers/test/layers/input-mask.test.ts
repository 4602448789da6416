import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { referenceTraining } from '@bnlab/core';
import fc from 'fast-check';
import { batchNormalization } from '../../src';
import { describeOnBackends, useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';

/** Sequences of one to four steps, padded with zeros to four; no step is all zeros. */
const sequences = fc.array(
  fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: 9 })), {
    minLength: 1,
    maxLength: 4,
  }),
  { minLength: 2, maxLength: 5 },
);

describeOnBackends('a masked input', () => {
  // https://github.com/keras-team/keras/issues/18759
  test('is normalized with the statistics of what is not masked', () => {
    fc.assert(
      fc.property(sequences, (batch) => {
        tf.tidy(() => {
          const layer = batchNormalization({ momentum: 0 });
          const model = tf.sequential({ layers: [tf.layers.masking({ inputShape: [4, 2] }), layer] });
          const padded = batch.map((steps) => [...steps, ...Array<number[]>(4 - steps.length).fill([0, 0])]);
          const y = model.apply(tf.tensor3d(padded), { training: true }) as tf.Tensor3D;
          const { y: expected, mean, variance } = referenceTraining(batch.flat(), undefined, undefined, 1e-3);
          const counted = y.arraySync().flatMap((steps, i) => steps.slice(0, batch[i]!.length));
          expectClose(counted.flat(), expected.flat());
          expectClose(layer.movingMean.read(), mean);
          expectClose(layer.movingVariance.read(), variance);
        });
      }),
    );
  });
});

describe('masks', () => {
  useBackendInTests('cpu');
  const padded = () => tf.tensor3d([1, 2, 0, 3, 0, 0], [2, 3, 1]);
  const trainedMean = (model: tf.LayersModel, x: tf.Tensor | tf.Tensor[], layer = model.layers.at(-1)!) => {
    model.apply(x, { training: true });
    return Array.from(layer.getWeights()[2]!.dataSync());
  };

  test('go on to the next layer', () => {
    const layers = [
      tf.layers.masking({ inputShape: [3, 1] }),
      batchNormalization(),
      tf.layers.lstm({ units: 2 }),
    ];
    const model = tf.sequential({ layers });
    const whole = model.predict(padded()) as tf.Tensor2D;
    const other = model.predict(tf.tensor3d([1, 2, 0, 0, 3, 0], [2, 3, 1])) as tf.Tensor2D;
    expectClose(whole, other);
  });

  test('are those of an embedding too', () => {
    const embedding = tf.layers.embedding({
      inputDim: 3,
      outputDim: 1,
      maskZero: true,
      inputLength: 3,
      weights: [tf.tensor2d([100, 1, 3], [3, 1])],
    });
    const model = tf.sequential({ layers: [embedding, batchNormalization({ momentum: 0 })] });
    expectClose(trainedMean(model, tf.tensor2d([1, 2, 0, 2, 0, 0], [2, 3])), [7 / 3]);
  });

  test('of a layer before the input lost its time axis are not used', () => {
    const layers = [
      tf.layers.masking({ inputShape: [3, 1] }),
      tf.layers.lstm({ units: 4 }),
      tf.layers.reshape({ targetShape: [2, 2] }),
      batchNormalization({ momentum: 0 }),
    ];
    const model = tf.sequential({ layers });
    const without = tf.sequential({ layers: layers.slice(0, 3) }).predict(padded()) as tf.Tensor;
    expectClose(trainedMean(model, padded()), without.mean([0, 1]));
  });

  /** A model whose second input has nothing to do with the mask that the first branch leaves behind. */
  function branches(masked: boolean | undefined, steps: number) {
    const [a, b] = [tf.input({ shape: [3, 1] }), tf.input({ shape: [steps, 1] })];
    const first = tf.layers.lstm({ units: 1 }).apply(tf.layers.masking().apply(a)) as tf.SymbolicTensor;
    const layer = batchNormalization({ momentum: 0, name: `second_${steps}_${masked}`, masked });
    const second = tf.layers.flatten().apply(layer.apply(b)) as tf.SymbolicTensor;
    const model = tf.model({
      inputs: [a, b],
      outputs: tf.layers.concatenate().apply([second, first]) as tf.SymbolicTensor,
    });
    return { model, layer };
  }

  test('of another branch are told by their shape, or asked about, never used by mistake', () => {
    const x = (steps: number) => [padded(), tf.range(0, 2 * steps).reshape([2, steps, 1])];
    const other = branches(undefined, 4);
    expectClose(trainedMean(other.model, x(4), other.layer), [3.5]);
    const same = branches(undefined, 3);
    expect(() => trainedMean(same.model, x(3), same.layer)).toThrow(
      'batchNormalization: masked must be true or false for second_3_undefined: a mask of shape [2, 3] reaches it',
    );
    const said = branches(false, 3);
    expectClose(trainedMean(said.model, x(3), said.layer), [2.5]);
  });

  test('are used inside a model that is a layer, if the layer is told that they are its own', () => {
    const inner = tf.sequential({
      layers: [batchNormalization({ inputShape: [3, 1], momentum: 0, masked: true })],
    });
    const model = tf.sequential({ layers: [tf.layers.masking({ inputShape: [3, 1] }), inner] });
    expectClose(trainedMean(model, padded(), inner.layers.at(-1)), [2]);
  });

  test('may be given with a call', () => {
    const layer = batchNormalization({ momentum: 0 });
    layer.apply(padded(), { training: true, mask: tf.tensor2d([0, 0, 0, 1, 1, 0], [2, 3], 'bool') });
    expectClose(layer.movingMean.read(), [1.5]);
  });

  test('that leave nothing leave the moving averages', () => {
    const layer = batchNormalization({ momentum: 0 });
    layer.apply(padded(), { training: true, mask: tf.zeros([2, 3], 'bool') });
    expectClose(layer.movingMean.read(), [0]);
    expectClose(layer.movingVariance.read(), [1]);
  });

  test('that leave one value a channel are as good as a batch of one', () => {
    const mask = tf.tensor2d([1, 0, 0, 0, 0, 0], [2, 3], 'bool');
    const strict = batchNormalization({ onSingleValue: 'error' });
    expect(() => strict.apply(padded(), { training: true, mask })).toThrow('more than one value per channel');
    const layer = batchNormalization({ onSingleValue: 'population' });
    expectClose(layer.apply(padded(), { training: true, mask }) as tf.Tensor, padded().div(Math.sqrt(1.001)));
  });

  test('must not cover a channel axis, nor come with other ways to take statistics', () => {
    const mask = tf.ones([2, 3], 'bool');
    expect(() => batchNormalization({ axis: 1 }).apply(padded(), { training: true, mask })).toThrow(
      'batchNormalization: mask must cover the first axes of the input, none of them a channel axis, ' +
        'got a mask of shape [2, 3] for input of shape [2, 3, 1]',
    );
    expect(() => batchNormalization({ ghostBatchSize: 2 }).apply(padded(), { training: true, mask })).toThrow(
      'batchNormalization: renorm, ghostBatchSize and reduceMoments must not be used on masked input',
    );
  });
});
