import { batchNormalization, foldBatchNorm } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 4, inputShape: [2], useBias: false }),
    batchNormalization(),
    tf.layers.reLU(),
    tf.layers.dense({ units: 1 }),
  ],
});
const folded = await foldBatchNorm(model);
console.log(model.layers.length, folded.layers.length); // 4 3
const x = tf.ones([1, 2]);
const [before, after] = [model, folded].map((one) => (one.predict(x) as tf.Tensor).dataSync()[0]!);
console.log(Math.abs(before! - after!) < 1e-5); // true
