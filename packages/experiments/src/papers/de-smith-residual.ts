import { batchNormalization, useBackend } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';
import { standardNormals } from './lab-random';
import type { PaperClaim } from './paper-claim';
import { deSmith } from './papers-cited';

const BLOCKS = 16;
const WIDTH = 100;
const IMAGES = 200;

export const deSmithResidual: PaperClaim = {
  name: 'residual-branches',
  paper: deSmith,
  statement:
    'At the start, batch norm makes the branch of residual block l a share of about 1 / (l + 1) of the variance: deep blocks are close to the identity.',
  published: 'Batch norm scales the residual branch down by a factor of the order of the root of the depth',
  source: 'abstract',
  measured:
    `The variance of the branch of block ${BLOCKS} over that of the whole, times ${BLOCKS + 1}; blocks of batch norm, ReLU and a ` +
    `linear layer of ${WIDTH} units.`,
  unit: 'ratio',
  expected: { above: 0.8, below: 1.25 },
  difference: 'One linear layer in a branch, instead of two or three convolutions.',
  stated: '2026-11-27',
  coreSeconds: 0.1,
  async measure({ seed, data }) {
    await useBackend();
    const images = data.train.slice(0, IMAGES);
    const normalize = Array.from({ length: BLOCKS + 1 }, () => batchNormalization());
    const share = tf.tidy(() => {
      const inputs = tf.tensor2d(images.images(), [IMAGES, images.inputSize]);
      const start = tf.matMul(inputs, randomMatrix(seed, 0, images.inputSize));
      let x = normalize[0]!.apply(start, { training: true }) as tf.Tensor2D;
      let branch = x;
      for (let block = 1; block <= BLOCKS; block++) {
        const normalized = normalize[block]!.apply(x, { training: true }) as tf.Tensor2D;
        branch = tf.matMul(tf.relu(normalized), randomMatrix(seed, block, WIDTH));
        x = tf.add(x, branch);
      }
      return tf.div(meanVariance(branch), meanVariance(x)).dataSync<'float32'>()[0]!;
    });
    normalize.forEach((layer) => layer.dispose());
    return share * (BLOCKS + 1);
  },
};

/** He's starting weights. */
function randomMatrix(seed: number, block: number, inputs: number): tf.Tensor2D {
  const values = standardNormals(seed * 1000 + block, inputs * WIDTH);
  return tf.tensor2d(
    values.map((value) => value * Math.sqrt(2 / inputs)),
    [inputs, WIDTH],
  );
}

function meanVariance(values: tf.Tensor2D): tf.Tensor {
  return tf.mean(tf.moments(values, 0).variance);
}
