import * as tf from '@tensorflow/tfjs-core';
import { alongAxis, type ChannelView, toColumns } from './channel-view';
import { columnMeans } from './column-means';
import { add, mul } from './operations';

/**
 * x * scale + shift, with one scale and one shift per channel, and the gradient in closed form: dx = g * scale,
 * dscale = sum(g * x), dshift = sum(g). The tape's own gradient of a broadcast adds along axes one by one.
 */
export function channelAffine(
  x: tf.Tensor,
  scale: tf.Tensor,
  shift: tf.Tensor,
  { axis, view }: { axis: number; view: ChannelView },
): tf.Tensor {
  const sumPerChannel = (values: tf.Tensor) =>
    tf.mul(columnMeans(toColumns(values, view)), view.outer * view.inner);
  return tf.customGrad((...args) => {
    const [x, scale, shift, save] = args as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    save([x, scale]);
    return {
      value: add(mul(x, alongAxis(scale, x.rank, axis)), alongAxis(shift, x.rank, axis)),
      gradFunc: (g: tf.Tensor, saved: tf.Tensor[]) => {
        const [x, scale] = saved as [tf.Tensor, tf.Tensor];
        return [mul(g, alongAxis(scale, g.rank, axis)), sumPerChannel(mul(g, x)), sumPerChannel(g)];
      },
    };
  })(x, scale, shift);
}
