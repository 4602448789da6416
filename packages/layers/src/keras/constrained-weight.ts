import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';

/** A weight of TensorFlow.js, as far as it matters here. */
type Weight = tfl.LayerVariable & { constraint: { apply(w: tf.Tensor): tf.Tensor } | null };

const held = new WeakSet<tf.Variable>();

/**
 * Lets a weight keep its constraint as in Keras: after each update by an optimizer, and at no other time.
 *
 * TensorFlow.js does the opposite: its optimizers assign to the variable, which knows of no constraint, while loading and
 * `setWeights` go through the weight, which applies it. So here assigning to the variable applies the constraint, and
 * writing to the weight does not.
 */
export function holdConstraint(weight: tfl.LayerVariable): void {
  const { constraint } = weight as Weight;
  const variable = weight.read() as tf.Variable;
  if (!constraint || held.has(variable)) return;
  held.add(variable);
  const assign = variable.assign.bind(variable);
  variable.assign = (value: tf.Tensor) => {
    assign(value);
    tf.tidy(() => assign(constraint.apply(variable)));
  };
  weight.write = (value: tf.Tensor) => {
    assign(value);
    return weight;
  };
}
