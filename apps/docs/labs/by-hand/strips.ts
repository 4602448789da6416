/** A line of numbers in the drawing: values from `low` to `high` between `left` and `right`. */
export interface Strip {
  low: number;
  high: number;
  left: number;
  right: number;
}

/** Where a value lies. */
export function place({ low, high, left, right }: Strip, value: number): number {
  return left + ((value - low) / (high - low)) * (right - left);
}

/** The value at a place, not beyond the ends. */
export function valueAt({ low, high, left, right }: Strip, position: number): number {
  const value = low + ((position - left) / (right - left)) * (high - low);
  return Math.min(high, Math.max(low, value));
}

/** The range from -least to least, made as much wider as the values need, to a round number. */
export function symmetricRange(values: readonly number[], least: number): { low: number; high: number } {
  const reach = Math.max(...values.map(Math.abs));
  if (reach <= least || !Number.isFinite(reach)) return { low: -least, high: least };
  const unit = 10 ** Math.floor(Math.log10(reach));
  const high = Math.ceil((reach * 1.05) / unit) * unit;
  return { low: -high, high };
}

/** Five ticks: the ends, zero and what lies halfway. */
export function ticksOf({ low, high }: Pick<Strip, 'low' | 'high'>): number[] {
  return [
    low,
    (low + high) / 2 - (high - low) / 4,
    (low + high) / 2,
    (low + high) / 2 + (high - low) / 4,
    high,
  ];
}
