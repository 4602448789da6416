import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from './map-values';
import type { LayerSlots, LayerState } from './network-state';
import { ownFloats } from './own-floats';

/** The values that an optimizer keeps of the parameters of a layer, by their names. */
export type SlotVariables = { readonly [name in keyof LayerSlots]?: tf.Variable };

export function createSlots({ weights, slots = [] }: LayerState): SlotVariables[] {
  const shapeOf = (name: keyof LayerSlots) =>
    name === 'weights' ? [weights.rows, weights.columns] : undefined;
  const create = (values: Float32Array, name: keyof LayerSlots) =>
    tf.tidy(() => tf.variable(tf.tensor(ownFloats(values), shapeOf(name)), false));
  return slots.map((slot) => mapValues(slot, create));
}

/** A state without slots starts the optimizer anew. */
export function assignSlots(slots: readonly SlotVariables[], state: LayerState): void {
  const assign = (variable: tf.Variable, values: Float32Array | undefined) =>
    tf.tidy(() =>
      variable.assign(values ? tf.tensor(ownFloats(values), variable.shape) : tf.zerosLike(variable)),
    );
  slots.forEach((slot, i) => mapValues(slot, (variable, name) => assign(variable, state.slots?.[i]?.[name])));
}
