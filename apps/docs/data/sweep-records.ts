import { existsSync, readFileSync } from 'node:fs';
import type { RunRecord } from '@bnlab/experiments';
import { committedResults } from './lesson-records';

/** The committed records of a sweep, as `bnlab sweep` wrote them; undefined if there are none. */
export function readSweepRecords(
  name: string,
  directory: string = committedResults,
): readonly RunRecord[] | undefined {
  const path = `${directory}${name}.json`;
  if (!existsSync(path)) return undefined;
  return (JSON.parse(readFileSync(path, 'utf8')) as { records: RunRecord[] }).records;
}
