import { batchMoments, unbiasedVariance } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

const moments = batchMoments(tf.tensor2d([[1], [3], [5]]));
console.log(moments.variance.arraySync()); // [ 2.6667 ]
console.log(unbiasedVariance(moments).arraySync()); // [ 4 ]
