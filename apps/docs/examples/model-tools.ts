import {
  convertToBnlab,
  foldBatchNorm,
  freezeBatchNorm,
  recalibrate,
  summarizeBatchNorm,
} from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

await tf.setBackend('wasm');

// A model of TensorFlow.js as you may have one, with its own layer.
const stock = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, inputShape: [8], useBias: false }),
    tf.layers.batchNormalization(),
    tf.layers.reLU(),
    tf.layers.dense({ units: 3 }),
  ],
});
const data = tf.randomNormal([2000, 8], 5, 3, 'float32', 1);

// The same weights in the layers of this package.
const model = await convertToBnlab(stock);

// What is in the batch norm layers, and what looks wrong with them.
const batch = data.slice([0, 0], [200, 8]);
console.log(String(await summarizeBatchNorm(model, { batch })));

// Exact statistics of the data instead of averages.
await recalibrate(model, data);
console.log('\nAfter recalibrate:');
console.log(String(await summarizeBatchNorm(model, { batch })));

// For fine-tuning: the rest of the model learns on.
console.log('\nfrozen:', freezeBatchNorm(model).join(', '));

// For use: the same predictions from fewer layers.
const folded = await foldBatchNorm(model);
const difference = (model.predict(data) as tf.Tensor)
  .sub(folded.predict(data) as tf.Tensor)
  .abs()
  .max();
console.log(
  `${model.layers.length} layers folded into ${folded.layers.length};`,
  `predictions differ by ${difference.dataSync()[0]!.toExponential(1)}`,
);
