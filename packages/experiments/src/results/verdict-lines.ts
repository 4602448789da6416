import {
  decidingComparison,
  differenceText,
  type JudgedExpectation,
  type Verdict,
  unitName,
} from '../claims/judge';
import { tallyText } from './tally-text';
import { sentenceCase } from './words';

/** The difference that a decision rests on, in units that can be drawn: shares are in percentage points. */
export interface DecidingDifference {
  /** Where it was measured, in words: `activation ReLU, learning rate 0.1`. */
  place: string;
  /** In words: `percentage points`. */
  unit: string;
  mean: number;
  /** Ends of the 95 % interval of the mean. */
  low: number;
  high: number;
  /** `+1.6 percentage points (95 % interval +1.3 to +1.8, 5 seeds)`. */
  text: string;
}

/** One statement of a verdict, and what the runs say of it. */
export interface VerdictLine {
  /** The claim, or something that it expects. */
  kind: 'claim' | 'expectation';
  statement: string;
  decision: Verdict['decision'];
  /** The decision in words: `Holds`, `Does not hold`, `Cannot tell`. */
  words: string;
  /** On what it rests; empty for the claim. */
  reason: string;
  /** In how many of its comparisons it holds, and where not; empty for the claim, and for a single comparison. */
  tally: string;
  /** The difference that the decision rests on: absent for the claim, and where nothing could be compared. */
  deciding?: DecidingDifference;
}

/** A verdict in words: the claim first, then each part of it. */
export function verdictLines({ claim, decision, expectations }: Verdict): VerdictLine[] {
  return [
    { kind: 'claim', statement: claim, decision, words: sentenceCase(decision), reason: '', tally: '' },
    ...expectations.map((expectation): VerdictLine => ({
      kind: 'expectation',
      statement: expectation.text,
      decision: expectation.decision,
      words: sentenceCase(expectation.decision),
      reason: expectation.reason,
      tally: tallyText(expectation),
      ...decidingDifference(expectation),
    })),
  ];
}

function decidingDifference(expectation: JudgedExpectation): Pick<VerdictLine, 'deciding'> {
  const comparison = decidingComparison(expectation);
  if (!comparison?.difference) return {};
  const { place, unit, difference } = comparison;
  const factor = unit === 'points' ? 100 : 1;
  const [mean, low, high] = [difference.mean, difference.low, difference.high].map((end) => factor * end) as [
    number,
    number,
    number,
  ];
  const text = differenceText(comparison);
  return { deciding: { place, unit: unitName(unit), mean, low, high, text } };
}
