import * as tf from '@tensorflow/tfjs-core';
import { ArgumentError, show } from '@bnlab/arguments';
import { batchNormArguments, type BatchNormOptions, commonOptions } from './batch-norm-arguments';
import { batchNormTraining } from './batch-norm-training';
import { channelAffine } from './channel-affine';

export interface GroupNormOptions extends BatchNormOptions {
  /** Number of groups, a divisor of the number of channels. Default 32, as in the paper. */
  groups?: number | undefined;
}

/**
 * Group normalization: output = gamma * (x - mean) / sqrt(variance + epsilon) + beta, with one mean and one variance per
 * example and group of channels, over the channels of the group and every axis except the batch axis.
 *
 * The result does not depend on the rest of the batch, and training and inference are the same; use it where batches are
 * small. One group is layer normalization; one channel per group is instance normalization.
 *
 * Source: Wu and He, "Group Normalization", 2018.
 *
 * @param x Tensor of rank 2 to 6, float32, with examples along axis 0.
 * @param options.axis Channel axis. It must not be 0, the axis of the examples.
 * @returns A tensor in the shape of x, to be disposed of by the caller. Differentiable, in closed form.
 * @throws ArgumentError if an argument is invalid or an option is unknown.
 */
export function groupNorm(x: tf.Tensor, options: GroupNormOptions = {}): tf.Tensor {
  const { gamma, beta, axis, epsilon, view } = batchNormArguments('groupNorm', x, options, [
    'groups',
    ...commonOptions,
  ]);
  if (axis === 0 || axis === -x.rank) {
    throw new ArgumentError('groupNorm', `axis must not be 0, along which the examples are, got ${axis}`);
  }
  const { groups = 32 } = options;
  const { channels } = view;
  if (!Number.isInteger(groups) || groups < 1 || channels % groups !== 0) {
    throw new ArgumentError(
      'groupNorm',
      `groups must be a divisor of the ${channels} channels, got ${show(groups)}`,
    );
  }
  const examples = x.shape[0];
  const before = examples === 0 ? 0 : view.outer / examples;
  const rest = (channels / groups) * view.inner;
  return tf.tidy(() => {
    // With one column per example and group, group normalization is batch normalization of the columns.
    const groupsLast = tf.transpose(tf.reshape(x, [examples, before, groups, rest]), [1, 3, 0, 2]);
    const columns = tf.reshape(groupsLast, [before * rest, examples * groups]);
    const { output } = batchNormTraining(columns, { epsilon });
    const examplesFirst = tf.transpose(tf.reshape(output, [before, rest, examples, groups]), [2, 0, 3, 1]);
    const xHat = tf.reshape(examplesFirst, x.shape);
    if (!gamma && !beta) return xHat;
    return channelAffine(xHat, gamma ?? tf.ones([channels]), beta ?? tf.zeros([channels]), { axis, view });
  });
}
