/** The middle of some numbers; of an even number of them the larger one in the middle. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
