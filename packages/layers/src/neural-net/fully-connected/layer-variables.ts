import * as tf from '@tensorflow/tfjs';
import { mapValues } from '../map-values';
import type { LayerState } from '../network-state';

/** The names of what gradient descent learns. */
export const parameterNames = ['weights', 'bias', 'gamma', 'beta'] as const;

/** The names of all variables that layers have. */
export const variableNames = [...parameterNames, 'populationMean', 'populationVariance'] as const;

export type VariableName = (typeof variableNames)[number];

/** The variables of one layer, by the names of its {@link LayerState}. A normalized layer has no bias: beta is one. */
export interface LayerVariables extends Readonly<Partial<Record<VariableName, tf.Variable>>> {
  /** [units before, units]; the others are [units]. */
  readonly weights: tf.Variable;
}

/** Whether a variable of this name is learned, and not averaged. */
export function isParameter(name: VariableName): name is (typeof parameterNames)[number] {
  return (parameterNames as readonly string[]).includes(name);
}

/**
 * Variables that hold the values of a layer: weights and bias, or weights, gamma, beta, population mean and variance.
 * Who asked for them disposes of them.
 */
export function createVariables(initial: LayerState): LayerVariables {
  const create = (values: tf.Tensor, name: VariableName) => tf.variable(values, isParameter(name));
  return tf.tidy(() => mapValues(tensorsOf(initial), create)) as LayerVariables;
}

/** Gives the variables the values of a state. */
export function assignVariables(variables: LayerVariables, state: LayerState): void {
  tf.tidy(() => void mapValues(tensorsOf(state), (values, name) => variables[name]!.assign(values)));
}

/** Copies the values out of the variables. */
export async function readVariables(variables: LayerVariables): Promise<LayerState> {
  const { weights: values, ...vectors } = await readAll(variables);
  const [rows, columns] = variables.weights.shape as [number, number];
  return { weights: { rows, columns, values }, ...vectors };
}

/** The values of named variables. Backends may hand out their own memory: these are copies, which training leaves alone. */
export async function readAll<Names extends object>(
  variables: Names,
): Promise<{ [name in keyof Names]: Float32Array }> {
  const read = async ([name, variable]: [string, tf.Variable]) =>
    [name, (await variable.data()).slice()] as const;
  const values = await Promise.all(Object.entries<tf.Variable>(variables as never).map(read));
  return Object.fromEntries(values) as { [name in keyof Names]: Float32Array };
}

function tensorsOf({ weights, slots: _, ...vectors }: LayerState): Partial<Record<VariableName, tf.Tensor>> {
  const matrix = tf.tensor2d(weights.values, [weights.rows, weights.columns]);
  return { weights: matrix, ...mapValues(vectors, (values: Float32Array) => tf.tensor1d(values)) };
}
