import { ArgumentError, checkNumber, show } from '@bnlab/arguments';
import { checkFloats, checkMatrix, type Matrix } from './matrix';
import type { NetworkDescription } from './network-description';
import { slotCount } from './optimizer';

/** The values that the optimizer keeps per parameter of a layer: momentum's velocity, or one of Adam's averages. */
export interface LayerSlots {
  readonly weights: Float32Array;
  readonly bias?: Float32Array;
  readonly gamma?: Float32Array;
  readonly beta?: Float32Array;
}

/** The values of one fully connected layer. A normalized layer has gamma to variance and no bias; any other a bias. */
export interface LayerState {
  readonly weights: Matrix;
  readonly bias?: Float32Array;
  readonly gamma?: Float32Array;
  readonly beta?: Float32Array;
  readonly populationMean?: Float32Array;
  readonly populationVariance?: Float32Array;
  /** One for momentum, two for Adam; none for gradient descent without momentum. In a state to set: zeros if absent. */
  readonly slots?: readonly LayerSlots[];
}

/** Everything that training has made of a network, as plain typed arrays that any engine reads. */
export interface NetworkState {
  /** Batches trained so far. */
  readonly step: number;
  readonly layers: readonly LayerState[];
}

/** Whether layer `index` of the described network is batch-normalized. The last one never is. */
export function isNormalized({ batchNorm, layerSizes }: NetworkDescription, index: number): boolean {
  if (index >= layerSizes.length - 2) return false;
  return typeof batchNorm === 'boolean' ? batchNorm : batchNorm[index]!;
}

/** The start of a network: gamma 1, beta 0, mean 0, variance 1 where normalized, bias 0 elsewhere, slots of zeros. */
export function initialState(description: NetworkDescription, weights: readonly Matrix[]): NetworkState {
  const layers = weights.map((matrix, index): LayerState => {
    const zeros = () => new Float32Array(matrix.columns);
    const ones = () => zeros().fill(1);
    const normalized = isNormalized(description, index);
    const slots = Array.from({ length: slotCount(description.optimizer) }, () => ({
      weights: new Float32Array(matrix.values.length),
      ...(normalized ? { gamma: zeros(), beta: zeros() } : { bias: zeros() }),
    }));
    const kept = slots.length > 0 ? { slots } : {};
    if (!normalized) return { weights: matrix, bias: zeros(), ...kept };
    return {
      weights: matrix,
      gamma: ones(),
      beta: zeros(),
      populationMean: zeros(),
      populationVariance: ones(),
      ...kept,
    };
  });
  return { step: 0, layers };
}

/**
 * Checks that a state belongs to a network: as many layers, each with the values and sizes it must have.
 *
 * @param functionName - The function that was called, for errors.
 * @throws ArgumentError naming the layer and the value that does not fit.
 */
export function checkState(functionName: string, description: NetworkDescription, state: unknown): void {
  if (typeof state !== 'object' || state === null || !Array.isArray((state as NetworkState).layers)) {
    throw new ArgumentError(functionName, `state must be an object { step, layers }, got ${show(state)}`);
  }
  const { step, layers } = state as NetworkState;
  checkNumber(functionName, 'state.step', step, { min: 0, integer: true });
  const expected = description.layerSizes.length - 1;
  if (layers.length !== expected) {
    throw new ArgumentError(functionName, `state must have ${expected} layers, got ${layers.length}`);
  }
  layers.forEach((layer, index) => checkLayer(functionName, description, layer, index));
}

const normalizedKeys = ['gamma', 'beta', 'populationMean', 'populationVariance'] as const;

function checkLayer(
  functionName: string,
  description: NetworkDescription,
  layer: LayerState,
  index: number,
): void {
  const [rows, columns] = [description.layerSizes[index]!, description.layerSizes[index + 1]!];
  const label = `state.layers[${index}]`;
  checkMatrix(functionName, `${label}.weights`, layer.weights);
  if (layer.weights.rows !== rows || layer.weights.columns !== columns) {
    throw new ArgumentError(
      functionName,
      `${label}.weights must be ${rows} x ${columns}, got ${layer.weights.rows} x ${layer.weights.columns}`,
    );
  }
  const keys = isNormalized(description, index) ? normalizedKeys : (['bias'] as const);
  for (const key of keys) checkFloats(functionName, `${label}.${key}`, layer[key], columns);
  if (layer.slots) checkSlots(functionName, layer, slotCount(description.optimizer), label);
}

function checkSlots(functionName: string, layer: LayerState, count: number, label: string): void {
  const slots = layer.slots!;
  if (slots.length !== count) {
    throw new ArgumentError(
      functionName,
      `${label}.slots must be ${count}, as the optimizer keeps, got ${slots.length}`,
    );
  }
  slots.forEach((slot, number) => {
    for (const key of ['weights', 'bias', 'gamma', 'beta'] as const) {
      const expected = key === 'weights' ? layer.weights.values.length : layer[key]?.length;
      if (slot[key]?.length === expected) continue;
      throw new ArgumentError(
        functionName,
        `${label}.slots[${number}].${key} must hold ${expected ?? 'no'} values, got ${slot[key]?.length ?? 'none'}`,
      );
    }
  });
}
