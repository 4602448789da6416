import * as tf from '@tensorflow/tfjs-core';
import { ArgumentError, checkNumber } from '@bnlab/arguments';
import { batchNormArguments, type BatchNormOptions, commonOptions } from './batch-norm-arguments';
import { batchNormTraining } from './batch-norm-training';
import type { ChannelView } from './channel-view';

export interface GhostBatchNormOptions extends BatchNormOptions {
  /** Number of examples per ghost batch, at least 1. The last ghost batch may be smaller. */
  ghostBatchSize: number;
}

/** Result of {@link ghostBatchNormTraining}. */
export type GhostBatchNormResult = {
  /** The normalized, scaled and shifted batch, in the shape of x. */
  output: tf.Tensor;
  /** Mean of each ghost batch, [ghosts, channels]. */
  mean: tf.Tensor2D;
  /** Biased variance of each ghost batch, [ghosts, channels]. */
  variance: tf.Tensor2D;
};

/**
 * Ghost batch normalization in training: each `ghostBatchSize` consecutive examples are normalized as a separate batch.
 * It keeps the noise, and so the regularization, of small batches at the speed of large ones.
 *
 * The statistics have one row per ghost batch. Update the population statistics with each row in turn.
 *
 * Source: Hoffer, Hubara and Soudry, "Train longer, generalize better: closing the generalization gap in large batch
 * training of neural networks", 2017, algorithm 1.
 *
 * @param x Tensor of rank 2 to 6, float32, with examples along axis 0.
 * @param options.axis Channel axis. It must not be 0, the axis of the examples.
 * @returns Output, means and variances, to be disposed of by the caller. The output is differentiable.
 * @throws ArgumentError if an argument is invalid or an option is unknown.
 */
export function ghostBatchNormTraining(x: tf.Tensor, options: GhostBatchNormOptions): GhostBatchNormResult {
  const name = 'ghostBatchNormTraining';
  const { gamma, beta, axis, epsilon, view } = batchNormArguments(name, x, options, [
    'ghostBatchSize',
    ...commonOptions,
  ]);
  const { ghostBatchSize } = options;
  checkNumber(name, 'ghostBatchSize', ghostBatchSize, { min: 1, integer: true });
  if (axis === 0 || axis === -x.rank) {
    throw new ArgumentError(name, `axis must not be 0, along which the examples are, got ${axis}`);
  }
  const examples = x.shape[0];
  const perExample = examples === 0 ? 0 : view.outer / examples;
  const whole = Math.floor(examples / ghostBatchSize);
  const left = examples - whole * ghostBatchSize;
  return tf.tidy(() => {
    const normalize = (part: tf.Tensor, ghosts: number) => {
      const partView = { ...view, outer: perExample * part.shape[0] };
      return normalizeGhosts(part, ghosts, partView, { gamma, beta, epsilon });
    };
    if (left === 0) return normalize(x, whole);
    if (whole === 0) return normalize(x, 1);
    const [many, rest] = tf.split(x, [examples - left, left]) as [tf.Tensor, tf.Tensor];
    const [a, b] = [normalize(many, whole), normalize(rest, 1)];
    return {
      output: tf.concat([a.output, b.output]),
      mean: tf.concat2d([a.mean, b.mean], 0),
      variance: tf.concat2d([a.variance, b.variance], 0),
    };
  });
}

/** Normalizes all ghost batches at once: side by side, their channels are the channels of one batch of ghost size. */
function normalizeGhosts(
  x: tf.Tensor,
  ghosts: number,
  { outer, channels, inner }: ChannelView,
  { gamma, beta, epsilon }: Pick<BatchNormOptions, 'gamma' | 'beta' | 'epsilon'>,
): GhostBatchNormResult {
  const size = outer / Math.max(ghosts, 1);
  const apart = tf.transpose(tf.reshape(x, [ghosts, size, channels, inner]), [1, 0, 2, 3]);
  const sideBySide = tf.reshape(apart, [size, ghosts * channels, inner]);
  const { output, mean, variance } = batchNormTraining(sideBySide, {
    gamma: gamma && tf.tile(gamma, [ghosts]),
    beta: beta && tf.tile(beta, [ghosts]),
    axis: 1,
    epsilon,
  });
  const outputApart = tf.transpose(tf.reshape(output, [size, ghosts, channels, inner]), [1, 0, 2, 3]);
  return {
    output: tf.reshape(outputApart, x.shape),
    mean: tf.reshape(mean, [ghosts, channels]),
    variance: tf.reshape(variance, [ghosts, channels]),
  };
}
