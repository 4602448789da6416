import { batchMoments, normalize } from '@bnlab/core';
import { normalWeights, type Matrix } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';

/** How a layer's values are distributed: the share of them in each of the equal parts of [-limit, limit]. */
export type Histogram = readonly number[];

export interface LayerDistributions {
  limit: number;
  /** One histogram a layer, from the first to the last. */
  without: readonly Histogram[];
  with: readonly Histogram[];
}

const LAYERS = 6;
const UNITS = 100;
const EXAMPLES = 500;
const LIMIT = 3;
const PARTS = 60;

/**
 * Sends random examples through six untrained layers of 100 units (tanh, starting weights somewhat too small) and looks at
 * what goes into each activation, without and with batch normalization before it.
 */
export function layerDistributions(): LayerDistributions {
  tf.engine().startScope();
  try {
    const sizes = Array.from({ length: LAYERS + 1 }, () => UNITS);
    const weights = normalWeights(sizes, { seed: 1, standardDeviation: 0.09 }).map(toTensor);
    const [inputs] = normalWeights([EXAMPLES, UNITS], { seed: 2, standardDeviation: 1 }).map(toTensor);
    return {
      limit: LIMIT,
      without: forward(inputs!, weights, (x) => x),
      with: forward(inputs!, weights, (x) => {
        const { mean, variance } = batchMoments(x);
        return normalize(x, { mean, variance });
      }),
    };
  } finally {
    tf.engine().endScope();
  }
}

function forward(
  inputs: tf.Tensor,
  weights: readonly tf.Tensor[],
  prepare: (x: tf.Tensor) => tf.Tensor,
): Histogram[] {
  let values = inputs;
  return weights.map((matrix) => {
    const preActivation = prepare(tf.matMul(values, matrix));
    values = tf.tanh(preActivation);
    return histogram(preActivation.dataSync());
  });
}

function toTensor({ rows, columns, values }: Matrix): tf.Tensor {
  return tf.tensor2d(values, [rows, columns]);
}

function histogram(values: ArrayLike<number>): Histogram {
  const shares = Array.from({ length: PARTS }, () => 0);
  for (const value of Array.from(values)) {
    const part = Math.floor(((value + LIMIT) / (2 * LIMIT)) * PARTS);
    if (part >= 0 && part < PARTS) shares[part]! += 1 / values.length;
  }
  return shares.map((share) => Number(share.toFixed(4)));
}
