import { groupNorm } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

// Four channels in two groups. Each example is normalized by itself, so the
// second one changes nothing for the first.
const x = tf.tensor2d([
  [1, 3, 10, 30],
  [0, 8, 5, 5],
]);
const output = groupNorm(x, { groups: 2 });
console.log(output.slice([0, 0], [1, 4]).dataSync()); // Float32Array(4) [ -0.9995, 0.9995, -1.0000, 1.0000 ]
