import * as tf from '@tensorflow/tfjs-core';
import { ArgumentError, show } from '@bnlab/arguments';
import { checkMatrix } from '../matrix';
import { mapValues } from '../map-values';
import type { LayerState } from '../network-state';
import { ownFloats } from '../own-floats';

/**
 * The variables of one layer, by the names of its {@link LayerState}: weights and bias, or weights and what belongs to batch
 * norm, whose beta does what a bias would.
 */
export interface LayerVariables {
  /** [units before, units]; learned. */
  readonly weights: tf.Variable;
  /** [units]; learned. */
  readonly bias?: tf.Variable;
  /** [units]; learned. */
  readonly gamma?: tf.Variable;
  /** [units]; learned. */
  readonly beta?: tf.Variable;
  /** [units]; follows the batches' means. */
  readonly populationMean?: tf.Variable;
  /** [units]; follows the batches' variances. */
  readonly populationVariance?: tf.Variable;
}

type VariableName = keyof LayerVariables;

/** The names of what gradient descent learns. */
export const parameterNames = ['weights', 'bias', 'gamma', 'beta'] as const satisfies VariableName[];

/** The names of all variables that layers have. */
export const variableNames = [
  ...parameterNames,
  'populationMean',
  'populationVariance',
] as const satisfies VariableName[];

/** Whether a variable of this name is learned, and not averaged. */
export function isParameter(name: VariableName): name is (typeof parameterNames)[number] {
  return (parameterNames as readonly string[]).includes(name);
}

/**
 * Variables that hold the values of a layer: weights and bias, or weights, gamma, beta, population mean and variance.
 * Who asked for them disposes of them.
 */
export function createVariables(initial: LayerState): LayerVariables {
  const weights: unknown = (initial as LayerState | undefined)?.weights;
  if (weights === undefined) {
    const problem = 'initial must be the state of a layer, { weights, ... }';
    throw new ArgumentError('createVariables', `${problem}, got ${show(initial)}`);
  }
  checkMatrix('createVariables', 'initial.weights', weights);
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
  const matrix = tf.tensor2d(ownFloats(weights.values), [weights.rows, weights.columns]);
  return { weights: matrix, ...mapValues(vectors, (values: Float32Array) => tf.tensor1d(ownFloats(values))) };
}
