import { batchMoments, mergeMoments } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

const a = batchMoments(tf.tensor2d([[1], [3]]));
const b = batchMoments(tf.tensor2d([[5], [7], [9]]));
const { mean, variance, count } = mergeMoments(a, b);
console.log(mean.arraySync(), variance.arraySync(), count); // [ 5 ] [ 8 ] 5
