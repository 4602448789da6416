import { describe, expect, jest, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { batchNormInference, batchNormTraining } from '@bnlab/core';
import { batchNormalization, foldBatchNorm, groupNormalization, NeuralNet, recalibrate } from '../../src';
import { useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';
import { artifactsOf, modelOf } from '../helpers/memory-model';

/* What people reported of programs around a model: folding, averaging, saving, penalties, profiling. */

const predicted = (model: tf.LayersModel, x: tf.Tensor) => model.predict(x) as tf.Tensor;
const values = (tensor: tf.Tensor) => Array.from(tensor.dataSync());

describe('programs', () => {
  useBackendInTests('cpu');

  // https://github.com/intel/webml-polyfill/issues/240
  test.each([1, 2])('fold into depthwise convolutions of multiplier %d', async (depthMultiplier) => {
    const random = () =>
      batchNormalization({ movingMeanInitializer: 'randomNormal', gammaInitializer: 'randomUniform' });
    const layers = [
      tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier, inputShape: [7, 7, 3] }),
      random(),
      tf.layers.reLU(),
      tf.layers.separableConv2d({ filters: 4, kernelSize: 3, depthMultiplier }),
      random(),
    ];
    const model = tf.sequential({ layers });
    const x = tf.randomNormal([2, 7, 7, 3]);
    const folded = await foldBatchNorm(model);
    expect(folded.layers).toHaveLength(3);
    expectClose(predicted(folded, x), predicted(model, x));
  });

  // https://github.com/keras-team/keras/issues/3041
  test('repeat a model that holds batch norm at each time step, through save, load and fold', async () => {
    const layers = [tf.layers.dense({ units: 3, inputShape: [5] }), batchNormalization({ momentum: 0.5 })];
    const layer = tf.sequential({ layers });
    const model = tf.sequential({ layers: [tf.layers.timeDistributed({ layer, inputShape: [4, 5] })] });
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    const x = tf.randomNormal([8, 4, 5], 1);
    const { history } = await model.fit(x, tf.zeros([8, 4, 3]), { epochs: 2, verbose: 0 });
    expect(history.loss!.every((loss) => Number.isFinite(loss))).toBe(true);
    const loaded = await modelOf(await artifactsOf(model));
    expectClose(predicted(loaded, x), predicted(model, x));
    expectClose(predicted(await foldBatchNorm(model), x), predicted(model, x));
  });

  // https://github.com/yining1023/pix2pix_tensorflowjs/issues/5
  test('are told the shape of statistics that kept their axes', () => {
    const x = tf.randomNormal([2, 3, 3, 2]);
    const { mean, variance } = tf.moments(x, [0, 1, 2], true);
    expect(() => batchNormInference(x, { mean, variance })).toThrow(
      'mean must have shape [2], one value per channel, got [1, 1, 1, 2]',
    );
  });

  // https://github.com/IBM/tfjs-web-app/issues/42, https://github.com/tensorflow/tfjs/issues/964
  test('fold a nested functional model with batch norm after a concatenation', async () => {
    const input = tf.input({ shape: [2] });
    const dense = tf.layers.dense({ units: 2 }).apply(input) as tf.SymbolicTensor;
    const both = tf.layers.concatenate().apply([input, dense]);
    const normalized = batchNormalization({ movingMeanInitializer: 'randomNormal' }).apply(both);
    const inner = tf.model({
      inputs: input,
      outputs: tf.layers.dense({ units: 1 }).apply(normalized) as tf.SymbolicTensor,
    });
    const model = tf.sequential({ layers: [inner, tf.layers.dense({ units: 1 })] });
    const x = tf.randomNormal([9, 2]);
    expectClose(predicted(await foldBatchNorm(model), x), predicted(model, x));
  });

  // https://github.com/timgaripov/swa/issues/15, https://github.com/mosaicml/composer/issues/624,
  // https://github.com/simon-larsson/keras-swa/issues/1,
  // https://github.com/kristpapadopoulos/keras-stochastic-weight-averaging/issues/4
  test('recalibrate over batches of different sizes as over all examples at once', async () => {
    const layers = [tf.layers.dense({ units: 4, inputShape: [3] }), batchNormalization()];
    const model = tf.sequential({ layers });
    const x = tf.randomNormal<tf.Rank.R2>([50, 3], 2, 3);
    await recalibrate(model, tf.split(x, [32, 17, 1]));
    const { mean, variance } = tf.moments(layers[0]!.apply(x) as tf.Tensor, 0);
    const [, , movingMean, movingVariance] = layers[1]!.getWeights();
    expectClose(movingMean!, mean);
    expectClose(movingVariance!, variance, 1e-3);
  });

  // https://github.com/BrainJS/brain.js/issues/489
  test.each(['compiled', 'tfjs'] as const)('are told that a state is no JSON: engine %s', async (engine) => {
    const net = await NeuralNet.create({ layerSizes: [2, 6, 2], seed: 1, engine });
    const state = JSON.parse(JSON.stringify(await net.getState())) as never;
    await expect(Promise.resolve().then(() => net.setState(state))).rejects.toThrow(/Float32Array|typed/);
    net.dispose();
  });

  // https://github.com/pytorch/pytorch/issues/4422
  test('penalize gradients: the gradient of a gradient is that of finite differences', () => {
    const x = tf.tensor2d([1, 2, 3, -1, 0.5, 0.2, -2, 1.5], [4, 2]);
    const weights = tf.tensor2d([0.3, -0.5, 1, 0.2, -0.7, 0.4, 0.1, 1.1], [4, 2]);
    const penalty = (gamma: tf.Tensor): tf.Scalar => {
      const loss = (x: tf.Tensor) => batchNormTraining(x, { gamma }).output.square().mul(weights).sum();
      return tf.grad(loss)(x).square().sum();
    };
    const gamma = [1.3, -0.7];
    const step = 1e-2;
    const differences = gamma.map((_, channel) => {
      const at = (moved: number) => gamma.map((value, i) => (i === channel ? value + moved : value));
      const [above, below] = [step, -step].map((moved) => values(penalty(tf.tensor1d(at(moved))))[0]!);
      return (above! - below!) / (2 * step);
    });
    expectClose(tf.grad(penalty)(tf.tensor1d(gamma)), differences, 1e-2);
  });

  // https://github.com/tensorflow/tfjs/issues/3524, https://github.com/tensorflow/tfjs/issues/3551
  test('give the same numbers under tf.profile, tf.time and in debug mode', async () => {
    const layers = [batchNormalization({ inputShape: [4] }), groupNormalization({ groups: 2 })];
    const model = tf.sequential({ layers });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const x = tf.randomNormal([6, 4]);
    const wanted = values(predicted(model, x));
    const found: number[][] = [];
    const predict = () => found.push(values(predicted(model, x)));
    const { kernels } = await tf.profile(() => void predict());
    expect(kernels.length).toBeGreaterThan(0);
    await tf.time(() => void predict());
    const quiet = (['log', 'warn'] as const).map((name) =>
      jest.spyOn(console, name).mockImplementation(() => {}),
    );
    tf.env().set('DEBUG', true);
    try {
      predict();
      await model.fit(x, x, { verbose: 0 });
    } finally {
      tf.env().set('DEBUG', false);
      quiet.forEach((spy) => spy.mockRestore());
    }
    expect(found).toEqual([wanted, wanted, wanted]);
  });
});
