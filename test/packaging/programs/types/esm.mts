import * as tf from '@tensorflow/tfjs';
import {
  batchNormalization,
  type BatchNormalization,
  fileSystem,
  NeuralNet,
  type Evaluation,
} from '@bnlab/layers';
import { batchNormTraining } from '@bnlab/core';
import { checkBatchNorm } from '@bnlab/core/spec';
import { registerFusedKernels } from '@bnlab/kernels/tfjs';

const layer: BatchNormalization = batchNormalization({ axis: 1, momentum: null, renorm: true });
const model: tf.Sequential = tf.sequential({
  layers: [tf.layers.dense({ units: 1, inputShape: [2] }), layer],
});
const saved: tf.io.SaveResult = await model.save(fileSystem('model'));

const net: NeuralNet = await NeuralNet.create({ layerSizes: [2, 4, 2], activation: 'gelu' });
const { accuracy }: Evaluation = await net.evaluate({
  count: 1,
  inputSize: 2,
  inputs: Float32Array.of(1, 2),
  labels: Uint8Array.of(0),
});

const { output }: { output: tf.Tensor } = batchNormTraining(tf.ones([2, 2]));
export const results = [saved, accuracy, output, await registerFusedKernels(), checkBatchNorm];

// @ts-expect-error Options are checked by the compiler as well.
batchNormalization({ momentm: 0.9 });
// @ts-expect-error
await NeuralNet.create({ layerSizes: [2, 2], activation: 'rellu' });
