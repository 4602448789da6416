import { beforeAll, describe, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { describeBatchNorm } from '@bnlab/core/spec';
import { implementationOnTensors } from '@bnlab/core/spec/tensors';
import { type BatchNormalization, batchNormalization } from '../../src';
import '../helpers/backends';

/** A built layer whose gamma and beta are given tensors, so that gradients reach them. */
function layerWith(x: tf.Tensor, gamma: tf.Tensor | undefined, beta: tf.Tensor | undefined, options: object) {
  const layer = batchNormalization({
    ...options,
    scale: gamma !== undefined,
    center: beta !== undefined,
    onSingleValue: 'allow',
  });
  layer.build(x.shape);
  if (gamma) Object.assign(layer.gamma!, { read: () => gamma });
  if (beta) Object.assign(layer.beta!, { read: () => beta });
  return layer;
}

const call = (layer: BatchNormalization, x: tf.Tensor, training: boolean) =>
  layer.apply(x, { training }) as tf.Tensor;

const layer = {
  ...implementationOnTensors({
    training(x, { gamma, beta, axis, epsilon }) {
      // Without a memory, and from 0, the moving averages are the batch's statistics.
      const memory = { momentum: 0, movingVarianceInitializer: 'zeros' };
      const layer = layerWith(x, gamma, beta, { axis, epsilon, ...memory });
      const output = call(layer, x, true);
      return { output, mean: layer.movingMean.read(), variance: layer.movingVariance.read() };
    },
    inference(x, { mean, variance, gamma, beta, epsilon }) {
      const layer = layerWith(x, gamma, beta, { epsilon });
      layer.movingMean.write(mean);
      layer.movingVariance.write(variance);
      return call(layer, x, false);
    },
  }),
  optionalGammaAndBeta: true,
  exactCentering: true,
  movingAverage: (average: readonly number[], value: readonly number[], momentum: number) =>
    tf.tidy(() => {
      const layer = batchNormalization({ momentum });
      layer.build([null, value.length]);
      layer.movingMean.write(tf.tensor1d([...average]));
      call(layer, tf.tensor2d([...value, ...value], [2, value.length]), true);
      return Array.from(layer.movingMean.read().dataSync());
    }),
};

describe.each(['wasm', 'cpu'])('on the backend %s', (backend) => {
  beforeAll(() => tf.setBackend(backend));
  describeBatchNorm('the layer', layer, { runner: { describe, test } });
});
