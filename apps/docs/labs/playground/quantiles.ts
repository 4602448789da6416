/** The shares whose quantiles are kept of every distribution. */
export const shares = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** The values below which 5, 25, 50, 75 and 95 % of a distribution lie; NaN for values that are not all finite. */
export type Quantiles = readonly [number, number, number, number, number];

/** The quantiles of at least one value, interpolated between neighbours. */
export function quantilesOf(values: Float32Array): Quantiles {
  const sorted = values.slice().sort();
  // Typed arrays sort -Infinity first, Infinity and then NaN last.
  const finite = Number.isFinite(sorted[0]) && Number.isFinite(sorted.at(-1));
  return shares.map((share) => (finite ? quantile(sorted, share) : NaN)) as unknown as Quantiles;
}

function quantile(sorted: Float32Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (position - below) * (high - low);
}
