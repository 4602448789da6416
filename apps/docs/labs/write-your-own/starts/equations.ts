import { batchMoments, normalize, scaleShift } from '@bnlab/core';
import { implementationOnTensors } from '@bnlab/core/spec/tensors';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');

// The laws speak of plain numbers; this makes tensors of them and back.
export const { training, inference } = implementationOnTensors({
  training(x, { gamma, beta, epsilon }) {
    const { mean, variance } = batchMoments(x);
    const xHat = normalize(x, { mean, variance, epsilon });
    return { output: scaleShift(xHat, { gamma: gamma!, beta: beta! }), mean, variance };
  },

  inference(x, { mean, variance, gamma, beta, epsilon }) {
    const xHat = normalize(x, { mean, variance, epsilon });
    return scaleShift(xHat, { gamma: gamma!, beta: beta! });
  },
});
