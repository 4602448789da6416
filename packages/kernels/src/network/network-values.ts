import { ArgumentError, checkNumber, show } from '@bnlab/arguments';
import type { NetworkShape } from './network-shape';
import { isLayerNormalized, slotCount } from './network-shape';

/** A dense matrix of float32 values, row by row. */
export interface ValueMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** One value per parameter of a layer, kept by the optimizer: momentum's velocity, or one of Adam's two averages. */
export interface LayerSlots {
  readonly weights: Float32Array;
  readonly bias?: Float32Array;
  readonly gamma?: Float32Array;
  readonly beta?: Float32Array;
}

/** The parameters of one layer. A normalized layer has gamma, beta and population statistics, any other a bias. */
export interface LayerValues {
  readonly weights: ValueMatrix;
  readonly bias?: Float32Array;
  readonly gamma?: Float32Array;
  readonly beta?: Float32Array;
  readonly populationMean?: Float32Array;
  readonly populationVariance?: Float32Array;
  /** The values that the optimizer keeps. Absent for gradient descent without momentum. Default in a new state: zeros. */
  readonly slots?: readonly LayerSlots[];
}

/** The state of a network: what training changes. */
export interface NetworkValues {
  /** Steps trained so far. */
  readonly step: number;
  readonly layers: readonly LayerValues[];
}

const normalizedVectors = ['gamma', 'beta', 'populationMean', 'populationVariance'] as const;

/** @throws ArgumentError naming the layer and the value that does not fit the shape. */
export function checkNetworkValues(caller: string, shape: NetworkShape, values: NetworkValues): void {
  const { layerSizes } = shape;
  if (typeof values !== 'object' || values === null || !Array.isArray(values.layers)) {
    throw new ArgumentError(caller, `values must be an object { step, layers }, got ${show(values)}`);
  }
  checkNumber(caller, 'values.step', values.step, { min: 0, integer: true });
  const { layers } = values as { layers: readonly LayerValues[] };
  if (layers.length !== layerSizes.length - 1) {
    throw new ArgumentError(caller, `values must have ${layerSizes.length - 1} layers, got ${layers.length}`);
  }
  layers.forEach((layer, index) => checkLayerValues(caller, shape, layer, index));
}

function checkLayerValues(caller: string, shape: NetworkShape, layer: LayerValues, index: number): void {
  const [rows, columns] = [shape.layerSizes[index]!, shape.layerSizes[index + 1]!];
  const label = `values.layers[${index}]`;
  if (typeof layer !== 'object' || layer === null) {
    throw new ArgumentError(caller, `${label} must be an object { weights, ... }, got ${show(layer)}`);
  }
  const check = (name: string, values: Float32Array | undefined, length: number) => {
    if (values?.length === length) return;
    throw new ArgumentError(
      caller,
      `${label}.${name} must hold ${length} values, got ${values?.length ?? 'none'}`,
    );
  };
  check('weights.values', layer.weights?.values, rows * columns);
  const normalized = isLayerNormalized(shape, index);
  for (const name of normalized ? normalizedVectors : (['bias'] as const)) check(name, layer[name], columns);
  if (!layer.slots) return;
  if (layer.slots.length !== slotCount(shape)) {
    throw new ArgumentError(caller, `${label}.slots must be ${slotCount(shape)}, got ${layer.slots.length}`);
  }
  layer.slots.forEach((slot, number) => {
    check(`slots[${number}].weights`, slot.weights, rows * columns);
    for (const name of normalized ? (['gamma', 'beta'] as const) : (['bias'] as const)) {
      check(`slots[${number}].${name}`, slot[name], columns);
    }
  });
}
