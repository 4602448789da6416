import type { TypedArray } from '@tensorflow/tfjs';

export interface View {
  outer: number;
  channels: number;
  inner: number;
}

/** Batch normalization in training and its gradient, in double precision, written for reading. */
export function float64BatchNorm(
  view: View,
  { x, dy, gamma, beta }: { x: TypedArray; dy: TypedArray; gamma?: TypedArray; beta?: TypedArray },
  epsilon: number,
) {
  const { channels } = view;
  const result = {
    y: new Float64Array(x.length),
    mean: new Float64Array(channels),
    variance: new Float64Array(channels),
    inverseDeviation: new Float64Array(channels),
    dx: new Float64Array(x.length),
    dgamma: new Float64Array(channels),
    dbeta: new Float64Array(channels),
  };
  for (let c = 0; c < channels; c++) {
    const places = placesOf(view, c);
    const average = (of: (i: number) => number) => places.reduce((sum, i) => sum + of(i), 0) / places.length;
    const mean = average((i) => x[i]!);
    const variance = average((i) => (x[i]! - mean) ** 2);
    const s = 1 / Math.sqrt(variance + epsilon);
    const xHat = (i: number) => (x[i]! - mean) * s;
    const scale = gamma?.[c] ?? 1;
    const meanDy = average((i) => dy[i]!);
    const meanDyXHat = average((i) => dy[i]! * xHat(i));
    for (const i of places) {
      result.y[i] = scale * xHat(i) + (beta?.[c] ?? 0);
      result.dx[i] = scale * s * (dy[i]! - meanDy - xHat(i) * meanDyXHat);
    }
    result.mean[c] = mean;
    result.variance[c] = variance;
    result.inverseDeviation[c] = s;
    result.dgamma[c] = meanDyXHat * places.length;
    result.dbeta[c] = meanDy * places.length;
  }
  return result;
}

/** Where the values of a channel are. */
export function placesOf({ outer, channels, inner }: View, channel: number): number[] {
  return Array.from(
    { length: outer * inner },
    (_, i) => (Math.floor(i / inner) * channels + channel) * inner + (i % inner),
  );
}
