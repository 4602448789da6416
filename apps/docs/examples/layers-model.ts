import { registerFusedKernels } from '@bnlab/kernels/tfjs';
import { batchNormalization } from '@bnlab/layers';
import { loadMnist } from '@bnlab/mnist';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

await tf.setBackend('wasm');
await registerFusedKernels();

const model = tf.sequential({
  layers: [dense(100, [784]), ...normalized(), dense(100), ...normalized()],
});
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));

/** No bias: beta takes its place. */
function dense(units: number, inputShape?: number[]) {
  return tf.layers.dense({ units, inputShape, useBias: false });
}

/** Batch normalization, and behind it the activation. */
function normalized() {
  return [batchNormalization(), tf.layers.reLU()];
}

model.compile({
  optimizer: tf.train.adam(0.002),
  loss: 'categoricalCrossentropy',
  metrics: ['accuracy'],
});
const { train, test } = await loadMnist();
const images = tf.tensor2d(train.images(0, 6000), [6000, 784]);
const labels = tf.tensor2d(train.oneHotLabels(0, 6000), [6000, 10]);

// fit trains with the statistics of each batch and keeps their averages.
const batchSize = 60;
await model.fit(images, labels, {
  batchSize,
  epochs: 2,
  verbose: 0,
  callbacks: {
    onBatchEnd: (batch) => progress(batch + 1, images.shape[0] / batchSize),
    onEpochEnd: (epoch, logs) =>
      console.log(`epoch ${epoch + 1}: loss ${logs!.loss!.toFixed(3)}`),
  },
});

// evaluate and predict use the averages.
const [, accuracy] = model.evaluate(
  tf.tensor2d(test.images(0, 2000), [2000, 784]),
  tf.tensor2d(test.oneHotLabels(0, 2000), [2000, 10]),
) as tf.Scalar[];
console.log(
  `${(100 * accuracy!.dataSync()[0]!).toFixed(1)} % of 2,000 test images`,
);
