import { batchNormalization, recalibrate } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

const layer = batchNormalization({ inputShape: [1] });
const model = tf.sequential({ layers: [layer] });
await recalibrate(model, tf.tensor2d([[4], [6]]));
const [, , mean, variance] = layer.getWeights();
console.log(mean!.dataSync()[0], variance!.dataSync()[0]); // 5 1
