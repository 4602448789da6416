import { groupNormalization } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

const layer = groupNormalization({ groups: 2 });
const y = layer.apply(tf.tensor2d([[1, 3, 10, 30]])) as tf.Tensor;
console.log(y.dataSync()); // Float32Array(4) [ -0.9995, 0.9995, -1.0000, 1.0000 ]
