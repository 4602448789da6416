import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from './optimizer';

/**
 * Changes one parameter by the formulas of {@link Optimizer}.
 *
 * @param slots What the optimizer keeps of this parameter; changed too.
 * @param step The step's number, 1 being the first.
 */
export function updateVariable(
  parameter: tf.Variable,
  gradient: tf.Tensor,
  slots: readonly tf.Variable[],
  { optimizer, learningRate, step }: { optimizer: Optimizer; learningRate: number; step: number },
): void {
  const move = (direction: tf.Tensor) => parameter.assign(tf.sub(parameter, tf.mul(learningRate, direction)));
  const [first, second] = slots;
  if (optimizer.kind === 'adam') {
    const { beta1, beta2, epsilon } = optimizer;
    first!.assign(tf.add(tf.mul(beta1, first!), tf.mul(1 - beta1, gradient)));
    second!.assign(tf.add(tf.mul(beta2, second!), tf.mul(1 - beta2, tf.square(gradient))));
    const mean = tf.div(first!, 1 - beta1 ** step);
    const square = tf.div(second!, 1 - beta2 ** step);
    return move(tf.div(mean, tf.add(tf.sqrt(square), epsilon)));
  }
  if (!first) return move(gradient);
  first.assign(tf.add(tf.mul(optimizer.momentum, first), gradient));
  move(first);
}
