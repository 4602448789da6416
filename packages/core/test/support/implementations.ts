import * as tf from '@tensorflow/tfjs';
import { batchMoments } from '../../src/batch-moments';
import { normalize } from '../../src/normalize';
import { scaleShift } from '../../src/scale-shift';
import type { BatchNormImplementation, Channels } from '../../src/spec';
import { implementationOnTensors } from '../../src/spec/tensors';

/** The equations written out: moments, normalize, scaleShift. */
export const equations: BatchNormImplementation = {
  ...implementationOnTensors({
    training(x, { gamma, beta, axis, epsilon }) {
      const { mean, variance } = batchMoments(x, { axis });
      return {
        output: scaleShift(normalize(x, { mean, variance, axis, epsilon }), { gamma, beta, axis }),
        mean,
        variance,
      };
    },
    inference: (x, { mean, variance, gamma, beta, epsilon }) =>
      scaleShift(normalize(x, { mean, variance, epsilon }), { gamma, beta }),
  }),
  optionalGammaAndBeta: true,
};

const stock = implementationOnTensors({
  training(x, { gamma, beta, epsilon }) {
    const { mean, variance } = tf.moments(x, [0]);
    return { output: stockBatchNorm(x, mean, variance, gamma!, beta!, epsilon), mean, variance };
  },
  inference: (x, { mean, variance, gamma, beta, epsilon }) =>
    stockBatchNorm(x, mean, variance, gamma!, beta!, epsilon),
});

/** TensorFlow.js's own `tf.moments` and `tf.batchNorm`, for matrices: other axes come out wrong. */
export const stockOperation: BatchNormImplementation = {
  training: stock.training,
  inference: stock.inference,
  gradient: stock.gradient,
};

/** TensorFlow.js's own layer, for matrices. Its moving averages, with momentum 0, are the statistics of the last batch. */
export const stockLayer: BatchNormImplementation = {
  training: (x, gamma, beta, epsilon) =>
    withStockLayer({ gamma: gamma!, beta: beta!, epsilon }, (layer) => {
      const y = layer.apply(tf.tensor2d(x as number[][]), { training: true }) as tf.Tensor2D;
      const [, , mean, variance] = layer.getWeights().map((weight) => Array.from(weight.dataSync()));
      return { y: y.arraySync(), mean: mean!, variance: variance! };
    }),

  inference: (x, mean, variance, gamma, beta, epsilon) =>
    withStockLayer({ gamma: gamma!, beta: beta!, mean, variance, epsilon }, (layer) =>
      (layer.apply(tf.tensor2d(x as number[][])) as tf.Tensor2D).arraySync(),
    ),

  gradient: (x, gamma, beta, epsilon, dy) =>
    withStockLayer({ gamma: gamma!, beta: beta!, epsilon }, (layer) => {
      const input = tf.variable(tf.tensor2d(x as number[][]));
      const variables = [input, ...layer.trainableWeights.map((weight) => weight.read() as tf.Variable)];
      const loss = () => (layer.apply(input, { training: true }) as tf.Tensor).mul(dy).sum<tf.Scalar>();
      const { grads } = tf.variableGrads(loss, variables);
      const [dx, dgamma, dbeta] = variables.map(({ name }) => grads[name]!);
      input.dispose();
      return {
        dx: dx!.arraySync() as number[][],
        dgamma: Array.from(dgamma!.dataSync()),
        dbeta: Array.from(dbeta!.dataSync()),
      };
    }),
};

function withStockLayer<Result extends object>(
  values: { epsilon: number } & Record<'gamma' | 'beta', Channels> & { mean?: Channels; variance?: Channels },
  use: (layer: tf.layers.Layer) => Result,
): Result {
  const { gamma, beta, mean = gamma, variance = gamma, epsilon } = values;
  const layer = tf.layers.batchNormalization({ epsilon, momentum: 0 });
  try {
    return tf.tidy(() => {
      layer.build([null, gamma.length]);
      layer.setWeights([gamma, beta, mean, variance].map((channels) => tf.tensor1d([...channels])));
      return use(layer) as unknown as tf.TensorContainer;
    }) as Result;
  } finally {
    // A layer outside of a model cannot be disposed of itself.
    layer.weights.forEach((weight) => weight.dispose());
  }
}

function stockBatchNorm(
  x: tf.Tensor,
  mean: tf.Tensor,
  variance: tf.Tensor,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  epsilon: number,
): tf.Tensor {
  return tf.batchNorm(x, mean, variance, beta, gamma, epsilon);
}
