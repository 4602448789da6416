import type { Verdict } from '../claims/judge';
import { tallyText } from './tally-text';
import { sentenceCase } from './words';

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
    })),
  ];
}
