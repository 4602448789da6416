import { normalWeights } from '@bnlab/layers';
import type { RunSettings } from '../record/run-settings';

/** The distribution of starting weights. */
export interface WeightDraw extends Pick<RunSettings, 'standardDeviation' | 'weightScaling'> {
  seed: number;
}

/**
 * Starting weights of given shapes, all from one stream of normal draws: the same seed and shapes give the same weights.
 *
 * With `weightScaling: 'glorot'` the deviation is `standardDeviation * sqrt(2 / (inputs + outputs))`, with `'he'` it is
 * `standardDeviation * sqrt(2 / inputs)`, where a 3x3 convolution of n feature maps has 9 n inputs.
 *
 * @param shapes [..., inputs, outputs] each.
 * @see X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
 * @see K. He et al., "Delving deep into rectifiers: surpassing human-level performance on ImageNet classification", 2015.
 */
export function startingWeights(
  shapes: readonly (readonly number[])[],
  { seed, standardDeviation, weightScaling = 'none' }: WeightDraw,
): Float32Array[] {
  const sizes = shapes.map(product);
  const [all] = normalWeights([sizes.reduce((sum, size) => sum + size, 0), 1], { seed, standardDeviation });
  let end = 0;
  return shapes.map((shape, index) => {
    const values = all!.values.slice(end, (end += sizes[index]!));
    const scale = scales[weightScaling](shape);
    return scale === 1 ? values : values.map((value) => value * scale);
  });
}

const scales: Record<NonNullable<WeightDraw['weightScaling']>, (shape: readonly number[]) => number> = {
  none: () => 1,
  glorot: (shape) => {
    const [inputs, outputs] = shape.slice(-2) as [number, number];
    return Math.sqrt(2 / (product(shape.slice(0, -2)) * (inputs + outputs)));
  },
  he: (shape) => Math.sqrt(2 / product(shape.slice(0, -1))),
};

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}
