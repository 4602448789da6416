import * as tf from '@tensorflow/tfjs-core';
import { batchNormArguments } from './batch-norm-arguments';
import { checkPerChannel } from './arguments';
import { centeredAffine } from './centered-affine';

/** Options of {@link scaleShift}. */
export interface ScaleShiftOptions {
  /** Scale, [channels]. Default: no scale, as if all ones. */
  gamma?: tf.Tensor | undefined;
  /** Shift, [channels]. Default: no shift, as if all zeros. */
  beta?: tf.Tensor | undefined;
  /** Subtracted from xHat before it is scaled, [channels]. Default: nothing, as if all zeros. */
  center?: tf.Tensor | undefined;
  /** Channel axis, an integer in [-rank, rank). Default -1. */
  axis?: number | undefined;
}

/**
 * The second of the two equations of batch normalization: y = gamma * (xHat - center) + beta, where center is 0 unless
 * given. With gamma = sqrt(variance + epsilon) and beta = mean it undoes the first equation, {@link normalize}.
 *
 * @param xHat Tensor of rank 2 to 6, float32.
 * @returns A tensor in the shape of xHat, to be disposed of by the caller. Differentiable in every tensor.
 * @throws ArgumentError if an argument is invalid or an option is unknown.
 */
export function scaleShift(xHat: tf.Tensor, options: ScaleShiftOptions = {}): tf.Tensor {
  const { gamma, beta, axis, view } = batchNormArguments('scaleShift', xHat, options, [
    'gamma',
    'beta',
    'center',
    'axis',
  ]);
  const { center } = options;
  if (center !== undefined) checkPerChannel('scaleShift', 'center', center, view.channels);
  return tf.tidy(() => centeredAffine(xHat, { center, scale: gamma, shift: beta }, { axis, view }));
}
