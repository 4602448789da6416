import { ArgumentError, checkNumber, checkOptions, show } from '@bnlab/arguments';
import { mean, variance } from 'd3-array';
import { studentT } from './student-t';

/** The mean of paired differences, and how sure it is. */
export interface PairedDifference {
  mean: number;
  /** Ends of the confidence interval of the mean. */
  low: number;
  high: number;
  /** The probability of a mean at least as far from 0 if there were no difference. */
  pValue: number;
  /** Number of pairs. */
  pairs: number;
}

export interface PairedDifferenceOptions {
  /** Share of such intervals that hold the true mean, in (0, 1). Default 0.95. */
  confidence?: number;
  /**
   * The steps in which the differences are measured, such as 1e-4 for an accuracy on 10,000 images. Rounding to steps adds
   * a variance of `resolution^2 / 12` (Sheppard); the sample's variance is taken to be no less, so that a few equal
   * differences do not pass for certainty. Default 0.
   */
  resolution?: number;
}

/** Pairs that an interval needs: two tell next to nothing of their spread. */
export const LEAST_PAIRS = 3;

/**
 * Student's interval of the mean of paired differences: `mean ± t * deviation / sqrt(pairs)`, with `pairs - 1` degrees of
 * freedom, and the p-value of the two-sided test that the mean is 0.
 *
 * @returns `undefined` for fewer than 3 pairs.
 * @throws ArgumentError if a difference is not finite, or an option is not valid.
 * @see Student, "The probable error of a mean", Biometrika 6 (1908).
 */
export function pairedDifference(
  differences: readonly number[],
  options: PairedDifferenceOptions = {},
): PairedDifference | undefined {
  checkOptions('pairedDifference', options, ['confidence', 'resolution']);
  const { confidence = 0.95, resolution = 0 } = options;
  checkNumber('pairedDifference', 'confidence', confidence, { above: 0, below: 1 });
  checkNumber('pairedDifference', 'resolution', resolution, { min: 0 });
  if (!Array.isArray(differences)) {
    throw new ArgumentError(
      'pairedDifference',
      `differences must be an array of numbers, got ${show(differences)}`,
    );
  }
  if (!differences.every(Number.isFinite)) {
    throw new ArgumentError('pairedDifference', 'differences must be finite numbers, got one that is not');
  }
  const pairs = differences.length;
  if (pairs < LEAST_PAIRS) return undefined;
  const center = mean(differences)!;
  const spread = Math.max(variance(differences)!, resolution ** 2 / 12);
  const standardError = Math.sqrt(spread / pairs);
  const half = studentT.inv(1 - (1 - confidence) / 2, pairs - 1) * standardError;
  return {
    mean: center,
    low: center - half,
    high: center + half,
    pValue: pValueOf(center, standardError, pairs),
    pairs,
  };
}

function pValueOf(center: number, standardError: number, pairs: number): number {
  if (center === 0) return 1;
  if (standardError === 0) return 0;
  return 2 * studentT.cdf(-Math.abs(center) / standardError, pairs - 1);
}
