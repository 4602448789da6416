import { batchNormTraining } from '@bnlab/core';
import { loadMnist } from '@bnlab/mnist';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

await tf.setBackend('wasm');
const { train } = await loadMnist();
const images = tf.tensor2d(train.images(0, 1000), [1000, 784]);
const labels = tf.tensor2d(train.oneHotLabels(0, 1000), [1000, 10]);

// A training loop of your own: variables, one function for the loss, an
// optimizer of TensorFlow.js.
const hidden = tf.variable(tf.randomNormal([784, 64], 0, 0.05, 'float32', 1));
const gamma = tf.variable(tf.ones([64]));
const beta = tf.variable(tf.zeros([64]));
const output = tf.variable(tf.randomNormal([64, 10], 0, 0.05, 'float32', 2));
const optimizer = tf.train.sgd(0.3);

for (let step = 0; step <= 40; step++) {
  const loss = optimizer.minimize(
    () => {
      const normalized = batchNormTraining(images.matMul(hidden), {
        gamma,
        beta,
      }).output;
      const logits = tf.relu(normalized).matMul(output);
      return tf.losses.softmaxCrossEntropy<tf.Tensor, tf.Scalar>(
        labels,
        logits,
      );
    },
    true,
    [hidden, gamma, beta, output],
  );
  progress(step, 40);
  if (step % 10 === 0)
    console.log('step', step, 'loss', loss!.dataSync()[0]!.toFixed(3));
  loss!.dispose();
}
