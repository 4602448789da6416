import { batchNormalization, summarizeBatchNorm } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

const model = tf.sequential({
  layers: [batchNormalization({ name: 'bn', inputShape: [2] })],
});
const summary = await summarizeBatchNorm(model);
console.log(summary.layers.length, summary.layers[0]!.path); // 1 bn
