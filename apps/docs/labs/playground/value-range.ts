/** The range of the values that are numbers, a little wider; `otherwise` where there are none. */
export function rangeOf(
  values: readonly number[],
  otherwise: readonly [number, number] = [0, 1],
): readonly [number, number] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return otherwise;
  const low = finite.reduce((least, value) => Math.min(least, value));
  const high = finite.reduce((most, value) => Math.max(most, value));
  const margin = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  return [low - margin, high + margin];
}

/** The range of the positive values, a little wider, at least from one to two. */
export function positiveRangeOf(values: readonly number[]): readonly [number, number] {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  if (positive.length === 0) return [0.1, 10];
  const low = positive.reduce((least, value) => Math.min(least, value));
  const high = positive.reduce((most, value) => Math.max(most, value));
  return [low / 1.2, Math.max(high * 1.2, low * 2)];
}
