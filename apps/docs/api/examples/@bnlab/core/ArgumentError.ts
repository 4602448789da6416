import { ArgumentError, batchMoments } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

try {
  batchMoments(tf.zeros([2, 3]), { axs: 1 } as object);
} catch (error) {
  console.log(error instanceof ArgumentError, (error as Error).message); // true batchMoments: unknown option "axs". Did you mean "axis"?
}
