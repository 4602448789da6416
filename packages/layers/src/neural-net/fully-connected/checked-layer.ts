import { ArgumentError, className } from '@bnlab/arguments';
import * as tf from '@tensorflow/tfjs-core';
import type { LayerState } from '../network-state';
import type { FullyConnected, FullyConnectedLayer, FullyConnectedOptions } from './fully-connected';
import { isParameter, type LayerVariables, variableNames } from './layer-variables';

/**
 * Makes a layer, and holds it to what {@link FullyConnectedLayer} says: the function may be a user's.
 *
 * @param index Which layer of the network it is, for errors.
 * @throws ArgumentError naming the layer, what it must have and what it has.
 */
export function checkedLayer(
  fullyConnected: FullyConnected,
  { initial, options, index }: { initial: LayerState; options: FullyConnectedOptions; index: number },
): FullyConnectedLayer {
  const label = `layer ${index} of fullyConnected`;
  const layer: unknown = fullyConnected(initial, options);
  checkLayer(layer, label);
  checkVariables(layer.variables, initial, label);
  const units = initial.weights.columns;
  return {
    variables: layer.variables,
    apply: (input, pass) => {
      const output: unknown = layer.apply(input, pass);
      checkOutput(output, [input.shape[0], units], label);
      return output;
    },
    dispose: () => layer.dispose?.(),
  };
}

function checkLayer(layer: unknown, label: string): asserts layer is FullyConnectedLayer {
  if (className(layer) === 'Promise') {
    throw new ArgumentError(
      'NeuralNet',
      `${label} must be made at once, got a promise: the function must not be async`,
    );
  }
  const { apply, variables } = (layer ?? {}) as Partial<FullyConnectedLayer>;
  if (typeof apply === 'function' && typeof variables === 'object') return;
  throw new ArgumentError(
    'NeuralNet',
    `${label} must be an object { variables, apply(input, pass) }, got ${describe(layer)}; ` +
      'createVariables(initial) makes the variables',
  );
}

function checkVariables(
  variables: LayerVariables,
  { slots: _, ...initial }: LayerState,
  label: string,
): void {
  const names = variableNames.filter((name) => initial[name] !== undefined);
  const surplus = Object.keys(variables).filter((name) => !(names as string[]).includes(name));
  if (surplus.length > 0) {
    throw new ArgumentError(
      'NeuralNet',
      `${label} must have the variables ${names.join(', ')} alone, got ${surplus.join(', ')} too, ` +
        'which no saved network has a place for',
    );
  }
  const { rows, columns } = initial.weights;
  for (const name of names) {
    const shape = name === 'weights' ? [rows, columns] : [columns];
    const variable: unknown = variables[name];
    if (!(variable instanceof tf.Variable && hasShape(variable.shape as number[], shape))) {
      throw new ArgumentError(
        'NeuralNet',
        `${label} must have a tf.Variable ${name} of shape [${shape.join(', ')}], got ${describe(variable)}`,
      );
    }
    if (variable.trainable === isParameter(name)) continue;
    throw new ArgumentError(
      'NeuralNet',
      `${label} must have a variable ${name} whose trainable is ${isParameter(name)}, got ${variable.trainable}`,
    );
  }
}

function checkOutput(output: unknown, shape: number[], label: string): asserts output is tf.Tensor2D {
  if (output instanceof tf.Tensor && hasShape(output.shape as number[], shape)) return;
  throw new ArgumentError(
    'NeuralNet',
    `${label} must give a tensor [batch, units] = [${shape.join(', ')}], got ${describe(output)}`,
  );
}

function hasShape(actual: readonly number[], expected: readonly number[]): boolean {
  return actual.length === expected.length && actual.every((size, axis) => size === expected[axis]);
}

function describe(value: unknown): string {
  if (value instanceof tf.Tensor) return `a tensor of shape [${(value.shape as number[]).join(', ')}]`;
  if (value === null || value === undefined) return String(value);
  if (typeof value !== 'object') return `a ${typeof value}`;
  return `an object with ${Object.keys(value).join(', ') || 'nothing'}`;
}
