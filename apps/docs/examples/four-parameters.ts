import { batchNormalization } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
const layer = batchNormalization({ momentum: 0.9 });
const model = tf.sequential({
  layers: [
    tf.layers.inputLayer({ inputShape: [2] }),
    layer,
    tf.layers.dense({
      units: 1,
      kernelInitializer: tf.initializers.constant({ value: 0.5 }),
    }),
  ],
});
model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });

const values = () =>
  layer.weights.map((weight) =>
    [...weight.read().dataSync()].map((value) => value.toFixed(2)).join('  '),
  );
const before = values();
const x = tf.randomNormal([30, 2], 5, 2, 'float32', 1);
await model.trainOnBatch(x, x.sum(1, true));
const after = values();

display(
  layer.weights.map(({ name, trainable }, i) => ({
    name: name.split('/').at(-1),
    'learned by': trainable ? 'gradient descent' : 'a moving average',
    before: before[i],
    'after one step': after[i],
  })),
);
model.summary();
