import * as tf from '@tensorflow/tfjs';
import { batchMoments } from '../../src/batch-moments';
import { normalize } from '../../src/normalize';
import { scaleShift } from '../../src/scale-shift';
import type { BatchNormImplementation } from '../../src/spec';
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
