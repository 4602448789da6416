import { batchNormTraining, groupNorm } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
// One sentence of 6 tokens with 16 features, in three different batches.
const sentence = tf.randomNormal([1, 6, 16], 0, 1, 'float32', 1);
const companions = [
  { name: 'alone', others: undefined },
  {
    name: 'with 3 like it',
    others: tf.randomNormal([3, 6, 16], 0, 1, 'float32', 2),
  },
  {
    name: 'with 3 larger ones',
    others: tf.randomNormal([3, 6, 16], 2, 4, 'float32', 3),
  },
];

const first = (x: tf.Tensor) => x.slice([0, 0, 0], [1, 1, 3]).dataSync();
const show = (x: tf.Tensor) =>
  [...first(x)].map((value) => value.toFixed(2)).join('  ');
display(
  companions.map(({ name, others }) => {
    const batch = others ? tf.concat([sentence, others]) : sentence;
    return {
      'the sentence is': name,
      'batch norm': show(batchNormTraining(batch).output),
      // One group of all features is layer normalization. Reshaped, so that
      // each token has statistics of its own.
      'layer norm': show(
        groupNorm(batch.reshape([-1, 16]), { groups: 1 }).reshape(
          batch.shape,
        ),
      ),
    };
  }),
);
console.log('The first three features of its first token, normalized.');
