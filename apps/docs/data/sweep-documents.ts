import { existsSync, readFileSync } from 'node:fs';
import type { RunRecord, Verdict } from '@bnlab/experiments';
import { committedResults } from './lesson-records';

/** A recorded sweep: what it says of its claim, and the records behind that. */
export interface SweepDocument {
  verdict: Verdict;
  records: readonly RunRecord[];
}

/** The committed sweep of a name, as `bnlab sweep` wrote it; undefined if there is none. */
export function readSweep(name: string, directory: string = committedResults): SweepDocument | undefined {
  const path = `${directory}${name}.json`;
  if (!existsSync(path)) return undefined;
  const { verdicts, records } = JSON.parse(readFileSync(path, 'utf8')) as {
    verdicts: Verdict[];
    records: RunRecord[];
  };
  const verdict = verdicts.find(({ sweep }) => sweep === name);
  return verdict && { verdict, records };
}
