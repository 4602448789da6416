import type { LayerState, NetworkState } from '../../src';

/**
 * Largest difference between two states, relative to the size of the tensor it is in; of a tensor that is nearly 0 (the
 * mean of what an earlier layer centred), absolute, as its rounding errors are those of the values it averages. What the
 * optimizer keeps is part of a state.
 */
export function stateDistance(a: NetworkState, b: NetworkState): number {
  const others = b.layers.flatMap(tensorsOf);
  return Math.max(
    ...a.layers.flatMap(tensorsOf).map((values, t) => {
      const differences = values.map((value, i) => value - others[t]![i]!);
      return Math.hypot(...differences) / Math.max(0.1, Math.hypot(...values));
    }),
  );
}

function tensorsOf({ weights, slots = [], ...vectors }: LayerState): Float32Array[] {
  const kept = slots.flatMap((slot) => Object.values<Float32Array>({ ...slot }));
  return [weights.values, ...Object.values<Float32Array>(vectors), ...kept];
}
