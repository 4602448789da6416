import type { Counterexample } from './counterexample';

/** A law, as the page shows it. */
export interface LawText {
  name: string;
  statement: string;
  why: string;
}

/** What became of a law, in words and plain data. */
export type LawVerdict = { name: string } & (
  | { outcome: 'kept'; runs: number }
  | { outcome: 'skipped'; missing: readonly string[] }
  | { outcome: 'broken'; message: string; counterexample: Counterexample }
);

/** What the worker that checks a program tells the page. */
export type LawMessage =
  | { type: 'laws'; laws: readonly LawText[] }
  | { type: 'verdict'; verdict: LawVerdict }
  | { type: 'finished' }
  | { type: 'failed'; message: string; line: number | undefined };
