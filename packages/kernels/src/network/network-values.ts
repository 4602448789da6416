import type { NetworkShape } from './network-shape';
import { isLayerNormalized, slotCount } from './network-shape';

/** A dense matrix of float32 values, row by row. */
export interface ValueMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** What the optimizer keeps of each parameter of a layer: momentum's velocity; Adam's two averages. */
export interface LayerSlots {
  readonly weights: Float32Array;
  readonly bias?: Float32Array;
  readonly gamma?: Float32Array;
  readonly beta?: Float32Array;
}

/** The values of one layer. A normalized layer has gamma to variance and no bias; any other a bias. */
export interface LayerValues {
  readonly weights: ValueMatrix;
  readonly bias?: Float32Array;
  readonly gamma?: Float32Array;
  readonly beta?: Float32Array;
  readonly populationMean?: Float32Array;
  readonly populationVariance?: Float32Array;
  /** Absent for gradient descent without momentum; absent in a new state means zeros. */
  readonly slots?: readonly LayerSlots[];
}

/** Everything that training has made of a network. */
export interface NetworkValues {
  /** Batches trained so far. */
  readonly step: number;
  readonly layers: readonly LayerValues[];
}

const normalizedVectors = ['gamma', 'beta', 'populationMean', 'populationVariance'] as const;

/** @throws RangeError naming the layer and the value that does not fit the shape. */
export function checkNetworkValues(shape: NetworkShape, { step, layers }: NetworkValues): void {
  const { layerSizes } = shape;
  if (!Number.isInteger(step) || step < 0) {
    throw new RangeError(`CompiledNetwork: state.step must be a whole number of batches, got ${step}`);
  }
  if (layers.length !== layerSizes.length - 1) {
    throw new RangeError(
      `CompiledNetwork: state must have ${layerSizes.length - 1} layers, got ${layers.length}`,
    );
  }
  layers.forEach((layer, index) => {
    const [rows, columns] = [layerSizes[index]!, layerSizes[index + 1]!];
    const label = `CompiledNetwork: state.layers[${index}]`;
    const check = (name: string, values: Float32Array | undefined, length: number) => {
      if (values?.length === length) return;
      throw new RangeError(`${label}.${name} must hold ${length} values, got ${values?.length ?? 'none'}`);
    };
    check('weights.values', layer.weights.values, rows * columns);
    const normalized = isLayerNormalized(shape, index);
    for (const name of normalized ? normalizedVectors : (['bias'] as const))
      check(name, layer[name], columns);
    if (!layer.slots) return;
    if (layer.slots.length !== slotCount(shape)) {
      throw new RangeError(`${label}.slots must be ${slotCount(shape)}, got ${layer.slots.length}`);
    }
    layer.slots.forEach((slot, number) => {
      check(`slots[${number}].weights`, slot.weights, rows * columns);
      for (const name of normalized ? (['gamma', 'beta'] as const) : (['bias'] as const)) {
        check(`slots[${number}].${name}`, slot[name], columns);
      }
    });
  });
}
