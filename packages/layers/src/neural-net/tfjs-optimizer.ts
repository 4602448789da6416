import type { CompleteOptimizer } from '@bnlab/kernels';
import * as tf from '@tensorflow/tfjs-core';

/** One step of an optimizer. */
export interface UpdateStep {
  readonly optimizer: CompleteOptimizer;
  readonly learningRate: number;
  /** The step's number, 1 being the first. */
  readonly step: number;
}

/**
 * Changes one parameter by the formulas of the optimizer, which `@bnlab/kernels` documents.
 *
 * @param slots What the optimizer keeps of this parameter; changed too.
 * @param isWeights Whether weight decay always takes this parameter; others decay with `decayVectors` alone.
 */
export function updateVariable(
  parameter: tf.Variable,
  gradient: tf.Tensor,
  slots: readonly tf.Variable[],
  { optimizer, learningRate, step, isWeights = true }: UpdateStep & { isWeights?: boolean },
): void {
  const { kind, decayVectors, weightDecay } = optimizer;
  const decay = isWeights || decayVectors ? weightDecay : 0;
  const isCoupled = decay > 0 && kind !== 'adamw';
  const slope = isCoupled ? tf.add(gradient, tf.mul(decay, parameter)) : gradient;
  const shrunk = kind === 'adamw' && decay > 0 ? tf.mul(1 - learningRate * decay, parameter) : parameter;
  const direction = kind === 'sgd' ? descent(slope, slots, optimizer) : adam(slope, slots, optimizer, step);
  parameter.assign(tf.sub(shrunk, tf.mul(learningRate, direction)));
}

function descent(
  gradient: tf.Tensor,
  [velocity]: readonly tf.Variable[],
  { momentum, nesterov }: CompleteOptimizer,
): tf.Tensor {
  if (!velocity) return gradient;
  velocity.assign(tf.add(tf.mul(momentum, velocity), gradient));
  return nesterov ? tf.add(gradient, tf.mul(momentum, velocity)) : velocity;
}

function adam(
  gradient: tf.Tensor,
  [first, second]: readonly tf.Variable[],
  { beta1, beta2, epsilon }: CompleteOptimizer,
  step: number,
): tf.Tensor {
  first!.assign(tf.add(tf.mul(beta1, first!), tf.mul(1 - beta1, gradient)));
  second!.assign(tf.add(tf.mul(beta2, second!), tf.mul(1 - beta2, tf.square(gradient))));
  const mean = tf.div(first!, 1 - beta1 ** step);
  const square = tf.div(second!, 1 - beta2 ** step);
  return tf.div(mean, tf.add(tf.sqrt(square), epsilon));
}

/** The gradients of a step, each value and then the norm of all together held to what the optimizer allows. */
export function clipGradients(
  gradients: readonly tf.Tensor[],
  { clipValue, clipNorm }: CompleteOptimizer,
): readonly tf.Tensor[] {
  const held =
    clipValue === undefined
      ? gradients
      : gradients.map((gradient) => tf.clipByValue(gradient, -clipValue, clipValue));
  if (clipNorm === undefined || held.length === 0) return held;
  const squares = tf.addN(held.map((gradient) => tf.sum(tf.square(gradient))));
  const scale = tf.div(clipNorm, tf.maximum(tf.sqrt(squares), clipNorm));
  return held.map((gradient) => tf.mul(gradient, scale));
}
