import { least } from 'd3-array';
import { checkRecords } from '../record/check-records';
import type { RunRecord } from '../record/run-record';
import { cellsOf } from '../results/cells';
import { counted, points, count } from '../results/words';
import { holm } from '../statistics/holm';
import { LEAST_PAIRS, pairedDifference, type PairedDifference } from '../statistics/paired-difference';
import { checkSweep, type Comparison, type Expectation, type NamedSweep } from './named-sweep';
import { plannedRecords } from './planned-records';

/** The decision of runs on a claim, or on a part of it. */
export type Decision = 'holds' | 'does not hold' | 'cannot tell';

/** How a sweep's claim fared. */
export interface Verdict {
  sweep: string;
  claim: string;
  /** The day on which the claim was written down. */
  stated: string;
  /** `holds` if all that it expects does, `does not hold` if some of it does not. */
  decision: Decision;
  /** The expectations of the claim, each judged. */
  expectations: JudgedExpectation[];
  seeds: number[];
}

/** One expectation of a claim, as the records decide it. */
export interface JudgedExpectation {
  text: string;
  decision: Decision;
  /** On what it rests: the smallest effect and its interval, or why nothing can be concluded. */
  reason: string;
  comparisons: JudgedComparison[];
}

/** One of an expectation's comparisons: a difference that should be above 0. */
export interface JudgedComparison {
  place: string;
  unit: Comparison['unit'];
  decision: Decision;
  difference?: PairedDifference;
  /** The p-value of the difference, adjusted by Holm's method over all comparisons of the claim. */
  adjustedPValue?: number;
  undecided?: string;
}

/** A difference is taken for one from this adjusted p-value down. */
const ALPHA = 0.05;

/**
 * Judges the claim of a sweep by its runs: paired differences over seeds, Student's test of each, Holm's adjustment over
 * all comparisons of the claim. A comparison holds if its mean is above 0 and the adjusted p-value at most 0.05, does not
 * hold if the mean is below 0 and the p-value at most 0.05, and cannot tell otherwise. Runs that are not planned are left
 * out; if planned ones are missing, nothing is concluded.
 */
export function judge(sweep: NamedSweep, records: readonly RunRecord[]): Verdict {
  checkSweep('judge', sweep);
  checkRecords('judge', records);
  const { found, missing, planned } = plannedRecords(sweep, records);
  const gap =
    missing > 0 || planned === 0
      ? `${count(missing)} of ${counted(planned, 'planned run')} are missing`
      : undefined;
  const cells = cellsOf(found);
  const compared = sweep.expectations.map((expectation) => ({
    expectation,
    comparisons: expectation.compare(cells),
  }));
  const judged = judgeAll(compared.flatMap(({ comparisons }) => comparisons));
  const expectations = compared.map(({ expectation, comparisons }) =>
    judgeExpectation(expectation, judged.splice(0, comparisons.length), gap),
  );
  return {
    sweep: sweep.name,
    claim: sweep.claim,
    stated: sweep.stated,
    decision: together(expectations.map(({ decision }) => decision)),
    expectations,
    seeds: [...new Set(records.map(({ seed }) => seed))].sort((a, b) => a - b),
  };
}

function judgeAll(comparisons: readonly Comparison[]): JudgedComparison[] {
  const differences = comparisons.map(({ differences: values, resolution, undecided }) =>
    undecided === undefined ? pairedDifference(values, { resolution: resolution ?? 0 }) : undefined,
  );
  const tested = differences.filter((difference) => difference !== undefined);
  const adjusted = holm(tested.map(({ pValue }) => pValue));
  return comparisons.map(({ place, unit, differences: values, undecided }, index) => {
    const difference = differences[index];
    if (!difference) {
      const few = `${counted(values.length, 'seed')}, and ${LEAST_PAIRS} are needed`;
      return { place, unit, decision: 'cannot tell', undecided: undecided ?? few };
    }
    const adjustedPValue = adjusted[tested.indexOf(difference)]!;
    return { place, unit, decision: decide(difference, adjustedPValue), difference, adjustedPValue };
  });
}

function decide({ mean }: PairedDifference, adjustedPValue: number): Decision {
  if (mean === 0 || adjustedPValue > ALPHA) return 'cannot tell';
  return mean > 0 ? 'holds' : 'does not hold';
}

function judgeExpectation(
  { text }: Expectation,
  comparisons: JudgedComparison[],
  gap: string | undefined,
): JudgedExpectation {
  if (gap !== undefined) return { text, decision: 'cannot tell', reason: `because ${gap}`, comparisons };
  const decision = together(comparisons.map((comparison) => comparison.decision));
  return { text, decision, reason: reasonOf(decision, comparisons), comparisons };
}

/** One contrary part is enough against the whole; for it all parts are needed. */
function together(decisions: readonly Decision[]): Decision {
  if (decisions.includes('does not hold')) return 'does not hold';
  return decisions.length > 0 && decisions.every((decision) => decision === 'holds')
    ? 'holds'
    : 'cannot tell';
}

/**
 * The comparison that a decision rests on: of those that decide so, the one with the smallest difference, or the first that
 * cannot tell.
 */
export function decidingComparison({
  decision,
  comparisons,
}: {
  decision: Decision;
  comparisons: readonly JudgedComparison[];
}): JudgedComparison | undefined {
  const alike = comparisons.filter((comparison) => comparison.decision === decision);
  return decision === 'cannot tell' ? alike[0] : least(alike, ({ difference }) => difference!.mean);
}

function reasonOf(decision: Decision, comparisons: readonly JudgedComparison[]): string {
  const deciding = decidingComparison({ decision, comparisons });
  if (!deciding) return 'because no run compares them';
  if (decision === 'cannot tell') {
    const others = comparisons.filter((comparison) => comparison.decision === decision).length - 1;
    const why = deciding.undecided ?? `the difference is ${differenceText(deciding)}`;
    const more = others > 0 ? `; ${counted(others, 'other comparison')} cannot tell either` : '';
    return `because at ${deciding.place} ${why}${more}`;
  }
  const [holding, contrary] = comparisons.length === 1 ? ['', ''] : ['smallest difference: ', 'against it: '];
  const which = decision === 'holds' ? holding : contrary;
  return `${which}${differenceText(deciding)} at ${deciding.place}`;
}

/** `+1.6 percentage points (95 % interval +1.3 to +1.8, 5 seeds)`. */
export function differenceText({ difference, unit }: Pick<JudgedComparison, 'difference' | 'unit'>): string {
  const { mean, low, high, pairs } = difference!;
  const text = unit === 'points' ? points : signed;
  return `${text(mean)} ${unitName(unit)} (95 % interval ${text(low)} to ${text(high)}, ${counted(pairs, 'seed')})`;
}

/** A unit in words. */
export function unitName(unit: Comparison['unit']): string {
  return unit === 'points' ? 'percentage points' : unit;
}

function signed(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : 2;
  return (value < 0 ? '−' : '+') + Math.abs(value).toFixed(digits);
}
