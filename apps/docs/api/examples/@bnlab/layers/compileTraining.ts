import { batchNormalization, compileTraining } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 8, inputShape: [2], useBias: false }),
    batchNormalization(),
    tf.layers.reLU(),
    tf.layers.dense({ units: 1 }),
  ],
});
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
const compiled = await compileTraining(model);
const x = tf.randomNormal([64, 2], 0, 1, 'float32', 1);
const { history } = await compiled.fit(x, x.sum(1, true), { epochs: 20 });
console.log(history.loss.length, history.loss.at(-1)! < history.loss[0]!); // 20 true
