import { batchNormalization } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 4, inputShape: [2], useBias: false }),
    batchNormalization({ momentum: 0.9 }),
    tf.layers.reLU(),
    tf.layers.dense({ units: 1 }),
  ],
});
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
const x = tf.randomNormal([32, 2], 5, 2, 'float32', 1);
await model.fit(x, x.sum(1, true), { epochs: 3, verbose: 0 });
console.log((model.predict(x) as tf.Tensor).shape); // [ 32, 1 ]
