import { batchNormInference, batchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
// A batch of 32, at once or as four batches of 8 whose gradients are averaged.
const x = tf.randomNormal([32, 10], 1, 2, 'float32', 1);
const start = tf.randomNormal([10, 4], 0, 1, 'float32', 2);
const target = x.matMul(tf.randomNormal([10, 4], 0, 1, 'float32', 3));
const mean = tf.zeros([4]);
const variance = tf.fill([4], 40);

const normalizations = {
  'no batch norm': (y: tf.Tensor) => y,
  'batch norm': (y: tf.Tensor) => batchNormTraining(y).output,
  'batch norm, frozen': (y: tf.Tensor) =>
    batchNormInference(y, { mean, variance }),
};
display(
  Object.entries(normalizations).map(([network, normalize]) => {
    const gradientOn = (examples: tf.Tensor, right: tf.Tensor) =>
      tf.grad((w: tf.Tensor) =>
        tf.losses.meanSquaredError<tf.Tensor, tf.Scalar>(
          right,
          normalize(examples.matMul(w)),
        ),
      )(start);
    const atOnce = gradientOn(x, target);
    const targets = tf.split(target, 4);
    const accumulated = tf
      .addN(tf.split(x, 4).map((part, i) => gradientOn(part, targets[i]!)))
      .div(4);
    const share = accumulated.sub(atOnce).norm().div(atOnce.norm());
    return {
      network,
      'accumulated gradient differs by': `${(100 * share.dataSync()[0]!).toFixed(3)} %`,
    };
  }),
);
