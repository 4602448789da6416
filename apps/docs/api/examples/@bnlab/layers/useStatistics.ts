import { batchNormalization, recalibrate, useStatistics } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

// Two domains share everything but the statistics.
const model = tf.sequential({ layers: [batchNormalization({ inputShape: [1] })] });
useStatistics(model, 'night');
await recalibrate(model, tf.tensor2d([[4], [6]]));
console.log((model.predict(tf.tensor2d([[5]])) as tf.Tensor).dataSync()[0]); // 0
useStatistics(model, 'default');
console.log((model.predict(tf.tensor2d([[5]])) as tf.Tensor).dataSync()[0]); // 4.998
