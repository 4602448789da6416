import { batchNormalization } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
// New data with mean 8 and standard deviation 2, for a layer that has the
// averages 0 and 1.
const x = tf.randomNormal([60, 1], 8, 2, 'float32', 1);
const y = x.mul(3);

const ways = {
  'left as it is': batchNormalization({ momentum: 0.9 }),
  'trainable: false': batchNormalization({ momentum: 0.9, trainable: false }),
  'training: false': batchNormalization({ momentum: 0.9, training: false }),
};
const rows = [];
for (const [name, layer] of Object.entries(ways)) {
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [1] }),
      layer,
      tf.layers.dense({ units: 1, kernelInitializer: 'ones' }),
    ],
  });
  model.compile({ optimizer: tf.train.sgd(0.001), loss: 'meanSquaredError' });
  for (let step = 0; step < 10; step++) await model.trainOnBatch(x, y);
  const [gamma, , mean] = layer.getWeights().map((w) => w.dataSync()[0]!);
  rows.push({
    'the layer is': name,
    'γ after 10 steps (was 1)': gamma,
    'average mean (was 0)': mean,
  });
}
display(rows);
