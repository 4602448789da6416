import { checkArray } from '../check-array';
import type { Decision } from '../claims/judge';
import type { RunEnvironment } from '../record/run-record';
import { counted, points } from '../results/words';
import { holm } from '../statistics/holm';
import { LEAST_PAIRS, pairedDifference } from '../statistics/paired-difference';
import type { Paper, PaperClaim } from './paper-claim';
import { paperClaims } from './paper-claims';

/** One claim's value from one seed. */
export interface PaperValue {
  readonly claim: string;
  readonly seed: number;
  readonly value: number;
}

/** A claim of a paper, its result here, and whether it holds. */
export interface PaperResult extends Omit<PaperClaim, 'measure' | 'coreSeconds'> {
  readonly paper: Paper;
  readonly values: readonly { seed: number; value: number }[];
  /** Over the seeds, with its 95 % interval; of ratios the geometric mean. Absent for fewer than three seeds. */
  readonly mean?: number;
  readonly low?: number;
  readonly high?: number;
  readonly decision: Decision;
  /** The result here, in words: `+1.6 points (+1.3 to +1.8, 20 seeds)`. */
  readonly here: string;
}

/** The document that `bnlab papers --json` prints. */
export interface PapersDocument {
  /** The day of the measurements, as YYYY-MM-DD. */
  made: string;
  environment: RunEnvironment;
  papers: PaperResult[];
}

const ALPHA = 0.05;

/**
 * Judges the claims of papers by values over seeds: Student's test of the mean (of ratios, of their logarithms) against each
 * bound, Holm's adjustment over all bounds of all claims. A claim holds if the mean is on the right side of each of its
 * bounds with an adjusted p-value of at most 0.05, does not hold if it is on the wrong side of one, and cannot tell otherwise.
 *
 * @returns A result for each claim that has values, in the order of the claims.
 */
export function judgePapers(values: readonly PaperValue[]): PaperResult[] {
  checkArray('judgePapers', 'values', values, '{ claim, seed, value }');
  const measured = paperClaims.flatMap(({ measure: _, coreSeconds: __, ...claim }) => {
    const own = values.filter(({ claim: name }) => name === claim.name);
    return own.length > 0 ? [{ claim, own }] : [];
  });
  const tests = measured.map(({ claim, own }) => boundTests(claim, own));
  const adjusted = holm(tests.flatMap((ofClaim) => ofClaim.map(({ pValue }) => pValue)));
  return measured.map(({ claim, own }, index) => {
    const pValues = adjusted.splice(0, tests[index]!.length);
    const sides = tests[index]!.map(({ isRight }, bound) => (pValues[bound]! > ALPHA ? undefined : isRight));
    return {
      ...claim,
      values: own.map(({ seed, value }) => ({ seed, value })),
      ...intervalOf(claim, own),
      decision: decisionOf(sides),
    };
  });
}

type Claim = Omit<PaperClaim, 'measure' | 'coreSeconds'>;

/** A test of each bound; none if there are too few values, or one that no mean can be taken of. */
function boundTests(claim: Claim, own: readonly PaperValue[]): { isRight: boolean; pValue: number }[] {
  const scaled = scaledValues(claim, own);
  if (scaled.length < LEAST_PAIRS || !scaled.every(Number.isFinite)) return [];
  const { above, below } = claim.expected;
  const bounds = [
    ...(above === undefined ? [] : [{ bound: above, sign: 1 }]),
    ...(below === undefined ? [] : [{ bound: below, sign: -1 }]),
  ];
  return bounds.map(({ bound, sign }) => {
    const at = claim.unit === 'ratio' ? Math.log(bound) : bound;
    const { mean, pValue } = pairedDifference(
      scaled.map((value) => sign * (value - at)),
      {
        resolution: RESOLUTION,
      },
    )!;
    return { isRight: mean > 0, pValue };
  });
}

/** Accuracies are shares of thousands of images; equal values of a ratio are no more certain than that. */
const RESOLUTION = 2e-4;

function scaledValues({ unit }: Claim, own: readonly PaperValue[]): number[] {
  return own.map(({ value }) => (unit === 'ratio' ? Math.log(value) : value));
}

function decisionOf(sides: readonly (boolean | undefined)[]): Decision {
  if (sides.includes(false)) return 'does not hold';
  return sides.length > 0 && sides.every((side) => side === true) ? 'holds' : 'cannot tell';
}

function intervalOf(
  claim: Claim,
  own: readonly PaperValue[],
): Pick<PaperResult, 'mean' | 'low' | 'high' | 'here'> {
  const scaled = scaledValues(claim, own);
  if (!scaled.every(Number.isFinite)) return { here: 'a value that is not finite' };
  const interval = pairedDifference(scaled, { resolution: RESOLUTION });
  if (!interval) return { here: `${counted(own.length, 'seed')}, and ${LEAST_PAIRS} are needed` };
  const [mean, low, high] = [interval.mean, interval.low, interval.high].map((value) =>
    claim.unit === 'ratio' ? Math.exp(value) : value,
  ) as [number, number, number];
  const text = (value: number) => (claim.unit === 'ratio' ? value.toPrecision(3) : points(value));
  const unit = claim.unit === 'ratio' ? '' : ' points';
  const here = `${text(mean)}${unit} (${text(low)} to ${text(high)}, ${counted(own.length, 'seed')})`;
  return { mean, low, high, here };
}

/** The bounds in words: `above 1`, `between 3 and 5`. */
export function expectedText({
  unit,
  expected: { above, below },
}: Pick<PaperClaim, 'unit' | 'expected'>): string {
  const text = (bound: number) =>
    unit === 'ratio' || bound === 0 ? String(bound) : `${points(bound)} points`;
  if (above !== undefined && below !== undefined) return `between ${text(above)} and ${text(below)}`;
  return above === undefined ? `below ${text(below!)}` : `above ${text(above)}`;
}
