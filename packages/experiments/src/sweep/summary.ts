import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Quartiles of a sample. */
export interface Quartiles {
  lower: number;
  median: number;
  upper: number;
}

/**
 * The quartiles of a sample, interpolated linearly between its order statistics (Hyndman and Fan's type 7). A value may be
 * infinite, as the steps to what was never reached; so then may be a quartile.
 */
export function quartiles(values: readonly number[]): Quartiles {
  if (values.length === 0) throw new RangeError('quartiles: values must hold at least one number, got none');
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => {
    const position = share * (sorted.length - 1);
    const below = Math.floor(position);
    const above = Math.min(below + 1, sorted.length - 1);
    const [low, high] = [sorted[below]!, sorted[above]!];
    return low === high || position === below ? low : low + (position - below) * (high - low);
  };
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) };
}

/**
 * A percentile bootstrap interval of the mean of a sample: the mean is taken of many samples drawn from it with
 * replacement, and the interval holds the middle `confidence` of those means. It is the same for the same seed, default 1.
 *
 * @see B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979).
 */
export function bootstrapMean(
  values: readonly number[],
  { confidence = 0.95, resamples = 2000, seed = 1 } = {},
): { mean: number; low: number; high: number } {
  const mean = (sample: readonly number[]) => sample.reduce((sum, value) => sum + value, 0) / sample.length;
  const generator = xoroshiro128plus(seed);
  const draw = () => values[uniformInt(generator, 0, values.length - 1)]!;
  const means = Array.from({ length: resamples }, () => mean(values.map(draw))).sort((a, b) => a - b);
  const tail = (1 - confidence) / 2;
  return {
    mean: mean(values),
    low: means[Math.floor(tail * (resamples - 1))]!,
    high: means[Math.ceil((1 - tail) * (resamples - 1))]!,
  };
}
