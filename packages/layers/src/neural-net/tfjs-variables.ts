import * as tf from '@tensorflow/tfjs';
import type { LayerVariables } from './fully-connected';
import type { LayerSlots, LayerState } from './network-state';

export function createVariables({ weights, ...vectors }: LayerState): LayerVariables {
  const vector = (values: Float32Array, trainable = true) =>
    tf.tidy(() => tf.variable(tf.tensor1d(values), trainable));
  const matrix = tf.tidy(() => tf.variable(tf.tensor2d(weights.values, [weights.rows, weights.columns])));
  const { bias, gamma, beta, populationMean, populationVariance } = vectors;
  if (bias) return { weights: matrix, bias: vector(bias) };
  return {
    weights: matrix,
    normalization: {
      gamma: vector(gamma!),
      beta: vector(beta!),
      populationMean: vector(populationMean!, false),
      populationVariance: vector(populationVariance!, false),
    },
  };
}

/** What gradient descent learns, by the names that a state has for it. */
export type SlotVariables = Partial<Record<keyof LayerSlots, tf.Variable>>;

export function parametersOf({ weights, bias, normalization }: LayerVariables): SlotVariables {
  if (!normalization) return { weights, bias: bias! };
  return { weights, gamma: normalization.gamma, beta: normalization.beta };
}

export function trainableOf(layer: LayerVariables): tf.Variable[] {
  return Object.values<tf.Variable>(parametersOf(layer));
}

export function createSlot(slot: LayerSlots, shape: [number, number]): SlotVariables {
  return mapSlot(slot, (values, name) =>
    tf.tidy(() => tf.variable(tf.tensor(values, name === 'weights' ? shape : undefined), false)),
  );
}

export async function readSlot(variables: SlotVariables): Promise<LayerSlots> {
  const names = Object.keys(variables) as (keyof LayerSlots)[];
  const values = names.map(async (name) => [name, (await variables[name]!.data()).slice()] as const);
  return Object.fromEntries(await Promise.all(values)) as unknown as LayerSlots;
}

/** A state without slots starts the optimizer anew. */
export function assignSlot(variables: SlotVariables, slot: LayerSlots | undefined): void {
  mapSlot(variables, (variable, name) =>
    tf.tidy(() => {
      const values = slot?.[name];
      variable.assign(values ? tf.tensor(values, variable.shape) : tf.zerosLike(variable));
    }),
  );
}

function mapSlot<From, To>(
  slot: { readonly [name in keyof LayerSlots]?: From },
  change: (value: From, name: keyof LayerSlots) => To,
): { [name in keyof LayerSlots]?: To } {
  const names = Object.keys(slot) as (keyof LayerSlots)[];
  return Object.fromEntries(names.map((name) => [name, change(slot[name]!, name)]));
}

export function variablesOf({ weights, bias, normalization }: LayerVariables): tf.Variable[] {
  if (!normalization) return [weights, bias!];
  const { gamma, beta, populationMean, populationVariance } = normalization;
  return [weights, gamma, beta, populationMean, populationVariance];
}

export async function readVariables({ weights, bias, normalization }: LayerVariables): Promise<LayerState> {
  const [rows, columns] = weights.shape as [number, number];
  // Backends may hand out their own memory: a state must not change when training goes on.
  const read = async (variable: tf.Variable) => (await variable.data<'float32'>()).slice();
  const matrix = { rows, columns, values: await read(weights) };
  if (!normalization) return { weights: matrix, bias: await read(bias!) };
  return {
    weights: matrix,
    gamma: await read(normalization.gamma),
    beta: await read(normalization.beta),
    populationMean: await read(normalization.populationMean),
    populationVariance: await read(normalization.populationVariance),
  };
}

export function assignVariables({ weights, bias, normalization }: LayerVariables, state: LayerState): void {
  const assign = (variable: tf.Variable, values: Float32Array) =>
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
  assign(weights, state.weights.values);
  if (!normalization) return assign(bias!, state.bias!);
  assign(normalization.gamma, state.gamma!);
  assign(normalization.beta, state.beta!);
  assign(normalization.populationMean, state.populationMean!);
  assign(normalization.populationVariance, state.populationVariance!);
}
