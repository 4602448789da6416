import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { batchMoments, mergeMoments } from '@bnlab/core';
import { batchNormalization, convertToBnlab, foldBatchNorm, freezeBatchNorm, recalibrate } from '../../src';
import { describeOnBackends, useBackendInTests } from '../helpers/backends';
import { expectClose } from '../helpers/expect-close';

/*
 * What people reported of models with batch norm: the model does not train, predicts by its batch, or leaves tensors
 * behind, in TensorFlow.js, Keras, PyTorch and elsewhere.
 */

const { dense, conv2d } = tf.layers;
const predicted = (model: tf.LayersModel, x: tf.Tensor) => model.predict(x) as tf.Tensor;
const values = (tensor: tf.Tensor) => Array.from(tensor.dataSync());
const compile = (model: tf.LayersModel, rate = 0.05) =>
  model.compile({ optimizer: tf.train.sgd(rate), loss: 'meanSquaredError' });

describeOnBackends('models', () => {
  // https://github.com/keras-team/keras/issues/12400, https://github.com/tensorflow/tensorflow/issues/63282
  test('predict for each example the same bits alone and together', () => {
    const layers = [
      dense({ units: 5, inputShape: [4] }),
      batchNormalization({ movingMeanInitializer: 'randomNormal' }),
    ];
    const model = tf.sequential({ layers: [...layers, tf.layers.reLU(), batchNormalization()] });
    const x = tf.randomNormal<tf.Rank.R2>([9, 4], 3, 2);
    const alone = tf.split(x, 9).flatMap((example) => values(predicted(model, example)));
    expect(alone).toEqual(values(predicted(model, x)));
  });

  // https://github.com/tensorflow/tfjs/issues/7983, https://github.com/tensorflow/tfjs/issues/200
  test.each([
    {},
    { momentum: null },
    { renorm: true },
    { ghostBatchSize: 2 },
    { axis: 1 },
    { axis: [1, 2] },
    { training: true },
  ])('with %j leave no tensors behind in apply, fit, evaluate and predict', async (config) => {
    const model = tf.sequential({ layers: [batchNormalization({ inputShape: [3, 2], ...config })] });
    compile(model);
    const x = tf.randomNormal([4, 3, 2]);
    const use = async () => {
      tf.tidy(() => void model.apply(x, { training: true }));
      tf.dispose(model.predict(x));
      await model.fit(x, x, { epochs: 1, verbose: 0, validationData: [x, x] });
      tf.dispose(model.evaluate(x, x));
    };
    await use();
    const { numTensors } = tf.memory();
    await use();
    await use();
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  // https://github.com/tensorflow/tensorflow/issues/32864, https://github.com/tensorflow/tfjs/issues/1189
  test('learn in a loop of one’s own, which moves the averages once a step', () => {
    const layer = batchNormalization({ momentum: 0.5 });
    const model = tf.sequential({
      layers: [dense({ units: 3, inputShape: [2] }), layer, dense({ units: 1 })],
    });
    const x = tf.randomNormal([20, 2], 1, 2, 'float32', 1);
    const y = x.sum(1, true);
    const optimizer = tf.train.sgd(0.05);
    const loss = () =>
      tf.losses.meanSquaredError<tf.Tensor, tf.Scalar>(y, model.apply(x, { training: true }) as tf.Tensor);
    const half = values((model.layers[0]!.apply(x) as tf.Tensor).mean(0).mul(0.5));
    const losses = Array.from({ length: 30 }, (_, step) => {
      const cost = tf.tidy(() => optimizer.minimize(loss, true)!.dataSync()[0]!);
      if (step === 0) expectClose(layer.movingMean.read(), half, 1e-5);
      return cost;
    });
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2);
    const { grads } = tf.variableGrads(loss);
    expect(Object.keys(grads)).toHaveLength(6);
    expect(Object.keys(grads).some((name) => name.includes('moving'))).toBe(false);
  });

  // https://github.com/shiffman/Tensorflow-JS-Examples/issues/7
  test('copied and changed by getWeights and setWeights predict with their own weights', () => {
    const make = () =>
      tf.sequential({ layers: [dense({ units: 3, inputShape: [2] }), batchNormalization()] });
    const [first, copy] = [make(), make()];
    const x = tf.tensor2d([
      [1, 2],
      [3, 4],
    ]);
    predicted(copy, x);
    copy.setWeights(first.getWeights());
    const before = values(predicted(first, x));
    expect(values(predicted(copy, x))).toEqual(before);
    copy.setWeights(first.getWeights().map((weight, i) => weight.add(i < 2 ? 0 : 1)));
    const hidden = values(copy.layers[0]!.apply(x) as tf.Tensor);
    expectClose(
      predicted(copy, x),
      hidden.map((value) => (2 * (value - 1)) / Math.sqrt(2.001) + 1),
      1e-5,
    );
    expect(values(predicted(first, x))).toEqual(before);
  });

  // https://github.com/keras-team/keras/issues/15778
  test('take pixels as integers', async () => {
    const model = tf.sequential({ layers: [batchNormalization({ inputShape: [2], inputDType: 'int32' })] });
    model.setWeights(
      [
        [2, 3],
        [1, -1],
        [0.5, 1],
        [3.999, 0.249],
      ].map((weight) => tf.tensor1d(weight)),
    );
    expectClose(predicted(model, tf.tensor2d([[1, 2]], [1, 2], 'int32')), [1.5, 5], 1e-5);
    compile(model);
    const pixels = tf.tensor2d(
      [
        [0, 255],
        [10, 100],
        [20, 3],
      ],
      [3, 2],
      'int32',
    );
    expect(await model.trainOnBatch(pixels, tf.zeros([3, 2]))).toEqual(expect.any(Number));
  });

  // https://github.com/keras-team/keras/issues/18795, https://github.com/tensorflow/tensorflow/issues/38644
  test.each([1e3, 1e6, 1e8, -3e7])('have no negative variance for values around %d', (offset) => {
    for (const x of [tf.fill([64, 3], offset), tf.randomNormal([64, 3], 0, 1e-3).add(offset)]) {
      const layer = batchNormalization({ momentum: 0.01 });
      const found = [
        layer.apply(x, { training: true }),
        layer.apply(x),
        layer.movingVariance.read(),
      ] as tf.Tensor[];
      expect(found.flatMap(values).every(Number.isFinite)).toBe(true);
      expect(values(layer.movingVariance.read()).every((variance) => variance >= 0)).toBe(true);
    }
  });

  // https://github.com/keras-team/keras/issues/10443
  test.each([
    [false, 1.25],
    [true, 5 / 3],
  ])('with momentum 0 keep the variance of the last batch; bessel: %s', async (bessel, variance) => {
    const model = tf.sequential({ layers: [batchNormalization({ inputShape: [1], momentum: 0, bessel })] });
    compile(model);
    await model.trainOnBatch(tf.tensor2d([[1], [2], [3], [4]]), tf.zeros([4, 1]));
    expectClose(model.getWeights()[2]!, [2.5], 1e-6);
    expectClose(model.getWeights()[3]!, [variance], 1e-6);
  });

  // https://github.com/run-ai/runai/issues/14, https://github.com/keras-team/keras/issues/16633
  test('have the gradients of a large batch of ghost batches in the sum over small ones', () => {
    const make = (ghostBatchSize?: number) =>
      tf.sequential({
        layers: [
          dense({ units: 4, inputShape: [3], kernelInitializer: tf.initializers.glorotNormal({ seed: 1 }) }),
          batchNormalization({ momentum: 0.5, ...(ghostBatchSize ? { ghostBatchSize } : {}) }),
          dense({ units: 1, kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
        ],
      });
    const [x, y] = [tf.randomNormal([12, 3], 2, 3), tf.randomNormal([12, 1])];
    const gradients = (model: tf.LayersModel, from: number, size: number) => {
      const [inputs, targets] = [x.slice(from, size), y.slice(from, size)];
      const loss = () =>
        (model.apply(inputs, { training: true }) as tf.Tensor).sub(targets).square().mean().asScalar();
      return Object.values(tf.variableGrads(loss).grads);
    };
    const [large, small] = [make(4), make()];
    const parts = [0, 4, 8].map((from) => gradients(small, from, 4));
    gradients(large, 0, 12).forEach((gradient, i) => {
      expectClose(tf.addN(parts.map((part) => part[i]!)).div(3), values(gradient), 1e-5);
    });
    expectClose(small.getWeights()[4]!, values(large.getWeights()[4]!), 1e-5);
  });

  // https://github.com/pytorch/pytorch/issues/22192, https://github.com/NVIDIA/apex/issues/387
  test.each([
    [5, 3],
    [1, 1],
    [7, 1],
    [2, 0],
  ])('of replicas with %d and %d examples have the statistics of all', (...sizes) => {
    const parts = sizes.map((size, i) => tf.randomNormal<tf.Rank.R3>([size, 4, 3], 3 * i, 1 + i));
    const all = tf.concat(parts);
    const { mean, variance } = tf.moments(all, [0, 1]);
    const [own, other] = parts as [tf.Tensor3D, tf.Tensor3D];
    const reduceMoments = (moments: Parameters<typeof mergeMoments>[0]) =>
      mergeMoments(moments as never, batchMoments(other));
    const layer = batchNormalization({ momentum: 0, bessel: true, reduceMoments: reduceMoments });
    const output = layer.apply(own, { training: true }) as tf.Tensor;
    expectClose(output, values(own.sub(mean).div(variance.add(1e-3).sqrt())), 1e-4);
    const count = 4 * (sizes[0] + sizes[1]);
    expectClose(layer.movingVariance.read(), values(variance.mul(count / (count - 1))), 1e-3);
  });
});

describe('models', () => {
  useBackendInTests('cpu');

  // https://github.com/keras-team/keras/issues/4689
  test('shared by two inputs train, and convert', async () => {
    const shared = tf.sequential({ layers: [batchNormalization({ inputShape: [3], momentum: 0.5 })] });
    const inputs = [tf.input({ shape: [3] }), tf.input({ shape: [3] })];
    const model = tf.model({
      inputs,
      outputs: inputs.map((input) => shared.apply(input) as tf.SymbolicTensor),
    });
    compile(model);
    const x = tf.tensor2d([
      [1, 2, 3],
      [3, 2, 5],
      [5, 2, 7],
    ]);
    await model.trainOnBatch([x, x], [x, x]);
    // Two updates leave a quarter of the start.
    expectClose(
      shared.getWeights()[2]!,
      [3, 2, 5].map((mean) => 0.75 * mean),
      1e-5,
    );
    const [found, wanted] = [await convertToBnlab(model), model].map(
      (each) => (each.predict([x, x]) as tf.Tensor[])[1]!,
    );
    expectClose(found!, values(wanted!), 1e-6);
  });

  // https://github.com/keras-team/keras/issues/8676
  test('frozen inside another count as frozen, and do not move', async () => {
    const generator = tf.sequential({
      layers: [dense({ units: 4, inputShape: [3], useBias: false }), batchNormalization()],
    });
    const judge = tf.sequential({
      layers: [dense({ units: 4, inputShape: [4] }), batchNormalization(), dense({ units: 1 })],
    });
    compile(judge);
    judge.trainable = false;
    const noise = tf.input({ shape: [3] });
    const made = judge.apply(generator.apply(noise)) as tf.SymbolicTensor;
    const gan = tf.model({ inputs: noise, outputs: made });
    compile(gan);
    const lines: string[] = [];
    gan.summary(80, undefined, (line: string) => void lines.push(line));
    expect(lines.join('\n')).toMatch(/Trainable params: 20\n.*Non-trainable params: 49\n/);
    const before = judge.getWeights().map(values);
    await gan.trainOnBatch(tf.randomNormal([8, 3]), tf.ones([8, 1]));
    expect(judge.getWeights().map(values)).toEqual(before);
  });

  // https://github.com/keras-team/keras/issues/20285, https://github.com/keras-team/keras/issues/9522
  test('called with training: false stay in inference in fit, as a layer or a model', async () => {
    for (const wrap of [
      (layer: tf.layers.Layer) => layer,
      (layer: tf.layers.Layer) => tf.sequential({ layers: [layer] }),
    ]) {
      const layer = batchNormalization({ inputShape: [2] });
      const input = tf.input({ shape: [2] });
      const base = wrap(layer).apply(input, { training: false });
      const model = tf.model({
        inputs: input,
        outputs: dense({ units: 1 }).apply(base) as tf.SymbolicTensor,
      });
      compile(model);
      await model.fit(
        tf.tensor2d([
          [10, 20],
          [12, 24],
        ]),
        tf.zeros([2, 1]),
        { verbose: 0 },
      );
      expect(values(layer.movingMean.read())).toEqual([0, 0]);
    }
  });

  // https://github.com/keras-team/keras/issues/7466, https://github.com/tensorflow/tensorflow/issues/30109
  test('in timeDistributed follow the data, and freeze', async () => {
    const layer = batchNormalization({ momentum: 0.9 });
    const model = tf.sequential({ layers: [tf.layers.timeDistributed({ layer, inputShape: [4, 3] })] });
    compile(model, 0);
    const x = tf.randomNormal([60, 4, 3], 2, 2, 'float32', 1);
    await model.fit(x, x, { epochs: 25, batchSize: 60, shuffle: false, verbose: 0 });
    expectClose(layer.movingMean.read(), values(x.mean([0, 1])), 0.3);
    await recalibrate(model, x);
    expectClose(layer.movingMean.read(), values(x.mean([0, 1])), 1e-5);
    freezeBatchNorm(model);
    expect(model.trainableWeights).toEqual([]);
  });

  // https://github.com/keras-team/keras/issues/3671, https://github.com/apache/mxnet/issues/9624
  test('pay for gamma what its regularizer asks, and keep beta where its constraint holds it', async () => {
    const layer = batchNormalization({
      inputShape: [2],
      gammaInitializer: tf.initializers.constant({ value: 3 }),
      gammaRegularizer: tf.regularizers.l2({ l2: 0.1 }),
      betaConstraint: 'nonNeg',
    });
    const model = tf.sequential({ layers: [layer] });
    compile(model, 1);
    const x = tf.tensor2d([
      [1, 2],
      [3, 6],
    ]);
    // What the layer gives, less 1: only beta would learn.
    const y = predicted(model, x)
      .mul(0)
      .add(layer.apply(x, { training: true }) as tf.Tensor)
      .sub(1);
    const { history } = await model.fit(x, y, { epochs: 1, verbose: 0 });
    expectClose(history.loss as number[], [1 + 0.1 * (9 + 9)], 1e-3);
    expectClose(layer.gamma!.read(), [3 - 2 * 0.1 * 3, 3 - 2 * 0.1 * 3], 1e-3);
    expectClose(layer.beta!.read(), [0, 0], 1e-6);
  });

  // https://github.com/keras-team/keras/issues/2772
  test('refuse gamma and beta alone as all weights', () => {
    const layer = batchNormalization({ inputShape: [2] });
    tf.sequential({ layers: [layer] });
    expect(() => layer.setWeights([tf.ones([2]), tf.zeros([2])])).toThrow('4 weights');
    const names = layer.weights.map(({ originalName }) => originalName.split('/').at(-1));
    expect(names).toEqual(['gamma', 'beta', 'moving_mean', 'moving_variance']);
  });

  // https://github.com/pytorch/pytorch/issues/70022, https://github.com/Xilinx/brevitas/issues/484
  test.each([
    [2, 5],
    [5, 2],
    [3, 3],
  ])('fold into a transposed convolution from %d to %d channels', async (inputs, filters) => {
    const layers = [
      tf.layers.conv2dTranspose({ filters, kernelSize: 3, strides: 2, inputShape: [4, 5, inputs] }),
      batchNormalization({ movingMeanInitializer: 'randomNormal', gammaInitializer: 'randomUniform' }),
    ];
    const model = tf.sequential({ layers });
    const folded = await foldBatchNorm(model);
    expect(folded.layers).toHaveLength(1);
    const x = tf.randomNormal([2, 4, 5, inputs]);
    expectClose(predicted(folded, x), values(predicted(model, x)), 1e-4);
  });

  // https://github.com/tensorflow/tfjs/issues/6019, https://github.com/tensorflow/tfjs/issues/5034
  test('outlive scopes, and give everything back', () => {
    const make = () =>
      tf.sequential({
        layers: [conv2d({ filters: 2, kernelSize: 2, inputShape: [3, 3, 1] }), batchNormalization()],
      });
    const x = tf.ones([2, 3, 3, 1]);
    const before = tf.memory().numTensors;
    let model!: tf.Sequential;
    tf.tidy(() => void (model = make()));
    const found = [1, 2].map(() => {
      const engine = tf.engine() as unknown as { startScope: () => void; endScope: () => void };
      engine.startScope();
      const output = values(predicted(model, x));
      engine.endScope();
      return output;
    });
    expect(found[1]).toEqual(found[0]);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
