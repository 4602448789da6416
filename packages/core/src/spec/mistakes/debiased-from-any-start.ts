/** Corrects for a start at 0 that was not there: divides by 1 - momentum as if this were the first value. */
export function movingAverage(average: number[], value: number[], momentum: number) {
  const correction = momentum < 1 ? 1 - momentum : 1;
  return average.map((old, c) => (momentum * old + (1 - momentum) * value[c]!) / correction);
}
