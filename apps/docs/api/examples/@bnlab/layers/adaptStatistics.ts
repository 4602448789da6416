import { adaptStatistics, batchNormalization } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

// Sixteen examples of new data, of mean 8, for a layer with the averages 0 and 1.
const layer = batchNormalization({ inputShape: [1] });
const model = tf.sequential({ layers: [layer] });
await adaptStatistics(model, tf.fill([16, 1], 8), { prior: 16 });
console.log(layer.getWeights()[2]!.dataSync()[0]); // 4
