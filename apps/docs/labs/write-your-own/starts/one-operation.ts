import { batchNormInference, batchNormTraining } from '@bnlab/core';
import { implementationOnTensors } from '@bnlab/core/spec/tensors';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');

// The laws speak of plain numbers; this makes tensors of them and back. The
// operation knows its gradient, so the laws about gradients are checked too.
export const { training, inference, gradient } = implementationOnTensors({
  training: (x, options) => batchNormTraining(x, options),
  inference: (x, options) => batchNormInference(x, options),
});

// It does without gamma or beta, too, which some laws ask for.
export const optionalGammaAndBeta = true;
