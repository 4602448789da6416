import type * as tf from '@tensorflow/tfjs-core';
import { checkOptions } from '@bnlab/arguments';
import { checkAxis, checkEpsilon, checkPerChannel, checkTensor } from './arguments';
import { type ChannelView, channelView } from './channel-view';

/** Options common to all forms of batch normalization. */
export interface BatchNormOptions {
  /** Scale, [channels]. Default: no scale, as if all ones. */
  gamma?: tf.Tensor | undefined;
  /** Shift, [channels]. Default: no shift, as if all zeros. */
  beta?: tf.Tensor | undefined;
  /** Channel axis, an integer in [-rank, rank). Default -1. */
  axis?: number | undefined;
  /** Added to the variance before the square root; finite, 0 or more. Default 1e-3. */
  epsilon?: number | undefined;
}

/** {@link BatchNormOptions}, checked, with the defaults filled in and the view of x. */
export interface BatchNormArguments {
  gamma: tf.Tensor | undefined;
  beta: tf.Tensor | undefined;
  axis: number;
  epsilon: number;
  view: ChannelView;
}

/** The names of {@link BatchNormOptions}. */
export const commonOptions = ['gamma', 'beta', 'axis', 'epsilon'] as const;

/** Checks x and the common options, and throws if an option is unknown. */
export function batchNormArguments(
  functionName: string,
  x: tf.Tensor,
  options: BatchNormOptions,
  known: readonly string[] = commonOptions,
): BatchNormArguments {
  checkTensor(functionName, 'x', x, { minRank: 2 });
  checkOptions(functionName, options, known);
  const { gamma, beta, axis = -1, epsilon = 1e-3 } = options;
  checkAxis(functionName, axis, x.rank);
  checkEpsilon(functionName, epsilon);
  const view = channelView(x.shape, axis);
  if (gamma !== undefined) checkPerChannel(functionName, 'gamma', gamma, view.channels);
  if (beta !== undefined) checkPerChannel(functionName, 'beta', beta, view.channels);
  return { gamma, beta, axis, epsilon, view };
}
