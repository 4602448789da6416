import * as tf from '@tensorflow/tfjs-core';
import { alongAxis, type ChannelView } from './channel-view';
import { hasFusedKernels, runFusedInference } from './fused-kernels';
import { recordingTapes } from './tape';

/** One value per channel each, [channels]; without one, nothing is subtracted, multiplied by or added. */
export interface CenteredAffine {
  center?: tf.Tensor | undefined;
  scale?: tf.Tensor | undefined;
  shift?: tf.Tensor | undefined;
}

/** (x - center) * scale + shift, by a fused kernel where the backend has one and no tape records. Not tidied. */
export function centeredAffine(
  x: tf.Tensor,
  { center, scale, shift }: CenteredAffine,
  { axis, view }: { axis: number; view: ChannelView },
): tf.Tensor {
  // While a tape records, operations: it can leave out the gradients that nobody asked for.
  if (scale && x.size > 0 && recordingTapes() === 0 && hasFusedKernels('inference')) {
    return runFusedInference({ x, center, scale, shift }, view);
  }
  const along = (values: tf.Tensor) => alongAxis(values, x.rank, axis);
  let y = center ? tf.sub(x, along(center)) : x;
  if (scale) y = tf.mul(y, along(scale));
  if (shift) y = tf.add(y, along(shift));
  return y === x ? x.clone() : y;
}
