/** Keeps the share 1 - momentum of the old value, as PyTorch's momentum means it. */
export function movingAverage(average: number[], value: number[], momentum: number) {
  return average.map((old, c) => (1 - momentum) * old + momentum * value[c]!);
}
