import { batchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
const units = 40;
const x = tf.randomNormal([64, units], 0, 1, 'float32', 1);

/** x + branch(x), block after block, with weights as He et al. draw them. */
function throughBlocks(blocks: number, finish: (y: tf.Tensor) => tf.Tensor) {
  let signal: tf.Tensor = x;
  for (let block = 0; block < blocks; block++) {
    const spread = Math.sqrt(2 / units);
    const shape: [number, number] = [units, units];
    const inner = tf.randomNormal(shape, 0, spread, 'float32', 10 + block);
    const outer = tf.randomNormal(shape, 0, spread, 'float32', 90 + block);
    const branch = signal.matMul(inner).relu().matMul(outer);
    signal = signal.add(finish(branch));
  }
  return Math.sqrt(tf.moments(signal).variance.dataSync()[0]!);
}

display(
  [0, 1, 5, 10, 20].map((blocks) => ({
    blocks,
    'no batch norm': throughBlocks(blocks, (y) => y),
    'batch norm, γ = 1': throughBlocks(blocks, (y) => normalized(y, 1)),
    'batch norm, γ = 0': throughBlocks(blocks, (y) => normalized(y, 0)),
  })),
);

/** Batch norm as the last step of the branch, before the addition. */
function normalized(y: tf.Tensor, gamma: number): tf.Tensor {
  return batchNormTraining(y, { gamma: tf.fill([units], gamma) }).output;
}
