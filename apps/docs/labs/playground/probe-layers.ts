import { activationFunctions, deadShare } from '@bnlab/kernels';
import type { Examples, LayerState, NetworkState } from '@bnlab/layers';
import { quantilesOf, type Quantiles } from './quantiles';
import type { PlaygroundSettings } from './settings';

/** What a few images show of one hidden layer. */
export interface LayerProbe {
  /** The distribution of what goes into the activation, over all units and images. */
  preactivation: Quantiles;
  /** Share of the units that are dead for these images; see `deadShare` of `@bnlab/kernels`. */
  dead: number;
}

export type ProbeSettings = Pick<PlaygroundSettings, 'activation' | 'placement'> & { epsilon: number };

/**
 * Sends images through the hidden layers of a network as a batch of training would go: normalized layers use the
 * images' own mean and variance.
 */
export function probeLayers(
  { layers }: Pick<NetworkState, 'layers'>,
  settings: ProbeSettings,
  { count, inputs, inputSize }: Examples,
): LayerProbe[] {
  const scale = inputs instanceof Uint8Array ? 1 / 255 : 1;
  let flowing: Float32Array = Float32Array.from(
    inputs.subarray(0, count * inputSize),
    (value) => value * scale,
  );
  return layers.slice(0, -1).map((layer) => {
    const preactivation = multiply(flowing, layer, count);
    if (settings.placement === 'before-activation') normalize(preactivation, layer, settings.epsilon);
    const probe = {
      preactivation: quantilesOf(preactivation),
      dead: deadShare(preactivation, layer.weights.columns, settings.activation),
    };
    const { value } = activationFunctions[settings.activation];
    flowing = preactivation.map(value);
    if (settings.placement === 'after-activation') normalize(flowing, layer, settings.epsilon);
    return probe;
  });
}

/** inputs [count, rows] times weights [rows, columns], plus the bias where there is one. */
function multiply(inputs: Float32Array, { weights, bias }: LayerState, count: number): Float32Array {
  const { rows, columns, values } = weights;
  const product = new Float32Array(count * columns);
  for (let example = 0; example < count; example++) {
    const out = product.subarray(example * columns, (example + 1) * columns);
    if (bias) out.set(bias);
    for (let row = 0; row < rows; row++) {
      const input = inputs[example * rows + row]!;
      // Four pixels of five are black, and after ReLU half of the units are 0.
      if (input === 0) continue;
      const start = row * columns;
      for (let column = 0; column < columns; column++) out[column]! += input * values[start + column]!;
    }
  }
  return product;
}

/** y = gamma (x - mean) / sqrt(variance + epsilon) + beta in place, if the layer is normalized. */
function normalize(x: Float32Array, { gamma, beta, weights }: LayerState, epsilon: number): void {
  if (!gamma || !beta) return;
  const { columns } = weights;
  const count = x.length / columns;
  for (let column = 0; column < columns; column++) {
    let [sum, squares] = [0, 0];
    for (let i = column; i < x.length; i += columns) sum += x[i]!;
    const mean = sum / count;
    for (let i = column; i < x.length; i += columns) squares += (x[i]! - mean) ** 2;
    const slope = gamma[column]! / Math.sqrt(squares / count + epsilon);
    for (let i = column; i < x.length; i += columns) x[i] = slope * (x[i]! - mean) + beta[column]!;
  }
}
