import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findSweep, judge, judgePapers, type PapersDocument, type RunRecord, type Verdict } from '../../src';

const directory = join(__dirname, '../../results');
const read = (file: string) => JSON.parse(readFileSync(join(directory, file), 'utf8')) as object;

const sweeps = readdirSync(directory).flatMap((file) => {
  if (!file.endsWith('.json')) return [];
  const document = read(file);
  const records = 'records' in document ? (document.records as RunRecord[]) : [];
  const sweep = findSweep(records[0]?.preset ?? '');
  return sweep ? [{ file, sweep, records }] : [];
});

/** Decisions by name: of the claim, and of each of its expectations. */
function decisionsOf({ claim, decision, expectations }: Verdict): [name: string, decision: string][] {
  return [
    [claim, decision],
    ...expectations.map(({ text, decision: part }): [string, string] => [text, part]),
  ];
}

/** The decisions that are others without a seed, and more than "cannot tell". */
function turned(
  all: readonly [name: string, decision: string][],
  without: ReadonlyMap<string, string>,
  seed: number,
): string[] {
  return all
    .filter(([name, decision]) => ![decision, 'cannot tell'].includes(without.get(name)!))
    .map(([name, decision]) => `${name} ${decision}, without seed ${seed}: ${without.get(name)}`);
}

describe('without one of its seeds, a committed verdict stays, or cannot be told', () => {
  test('there are sweeps to judge', () => {
    expect(sweeps.length).toBeGreaterThanOrEqual(13);
  });

  test.each(sweeps)('$file', ({ sweep, records }) => {
    const all = judge(sweep, records);
    const flips = all.seeds.flatMap((left) => {
      const part = judge(
        sweep,
        records.filter(({ seed }) => seed !== left),
      );
      return turned(decisionsOf(all), new Map(decisionsOf(part)), left);
    });
    expect(flips).toEqual([]);
  });

  test('papers.json', () => {
    const { papers } = read('papers.json') as PapersDocument;
    const values = papers.flatMap(({ name, values: own }) => own.map((value) => ({ claim: name, ...value })));
    const decisions = (of: typeof values) =>
      judgePapers(of).map(({ name, decision }): [string, string] => [name, decision]);
    const seeds = new Set(values.map(({ seed }) => seed));
    const flips = [...seeds].flatMap((left) => {
      const part = decisions(values.filter(({ seed }) => seed !== left));
      return turned(decisions(values), new Map(part), left);
    });
    expect(seeds.size).toBeGreaterThanOrEqual(20);
    expect(flips).toEqual([]);
  });
});
