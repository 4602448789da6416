import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgePapers, type PapersDocument, type PaperValue } from '../../src/papers/judge-papers';
import type { PaperClaim } from '../../src/papers/paper-claim';
import { paperClaims } from '../../src/papers/paper-claims';
import { papersTable } from '../../src/papers/papers-table';

const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

/** A value well within a claim's bounds, or well outside of them. */
function center({ unit, expected: { above, below } }: PaperClaim, isRight: boolean): number {
  if (above !== undefined && below !== undefined) return isRight ? Math.sqrt(above * below) : 2 * below;
  const step = unit === 'ratio' ? 0.02 : 0.01;
  const bound = (above ?? below)!;
  return (above !== undefined) === isRight ? bound + step : bound - step;
}

/** Values that spread a little around it, the same way for every claim. */
const values = (isRight: (claim: PaperClaim) => boolean, ofSeeds = seeds): PaperValue[] =>
  paperClaims.flatMap((claim) =>
    ofSeeds.map((seed) => ({
      claim: claim.name,
      seed,
      value: center(claim, isRight(claim)) + 1e-4 * ((seed % 5) - 2),
    })),
  );

describe('claims of papers', () => {
  test('have names of their own, bounds in order, and what a reader needs to look them up', () => {
    expect(new Set(paperClaims.map(({ name }) => name)).size).toBe(paperClaims.length);
    for (const { paper, expected, stated, unit } of paperClaims) {
      expect(paper.arxiv).toMatch(/^\d{4}\.\d{5}$/);
      expect(stated).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(expected.above ?? -Infinity).toBeLessThan(expected.below ?? Infinity);
      expect(Object.keys(expected).length).toBeGreaterThan(0);
      if (unit === 'ratio') expect(Math.min(...Object.values(expected))).toBeGreaterThan(0);
    }
  });

  test('are committed with the words of the claims, and with what their values say', () => {
    const file = join(__dirname, '../../results/papers.json');
    const { papers } = JSON.parse(readFileSync(file, 'utf8')) as PapersDocument;
    const committed = papers.flatMap(({ name, values: own }) =>
      own.map(({ seed, value }) => ({ claim: name, seed, value })),
    );
    expect(JSON.parse(JSON.stringify(judgePapers(committed)))).toEqual(papers);
  });

  test('hold where the mean is beyond its bounds, and fall where it is not, each by itself', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: paperClaims.length, maxLength: paperClaims.length }),
        (sides) => {
          const isRight = (claim: PaperClaim) => sides[paperClaims.indexOf(claim)] ?? true;
          const decisions = judgePapers(values(isRight)).map(({ decision }) => decision);
          expect(decisions).toEqual(paperClaims.map((claim) => (isRight(claim) ? 'holds' : 'does not hold')));
        },
      ),
      { numRuns: 20 },
    );
  });

  test('cannot be told from a mean at the bound, from two seeds, or from what is not finite', () => {
    const [claim] = paperClaims.filter(({ expected }) => expected.above === 0);
    const spread = seeds.map((seed) => ({ claim: claim!.name, seed, value: seed % 2 === 0 ? 0.01 : -0.01 }));
    expect(judgePapers(spread)).toMatchObject([{ decision: 'cannot tell' }]);
    for (const result of judgePapers(values(() => true, [1, 2]))) {
      expect(result).toMatchObject({ decision: 'cannot tell', here: '2 seeds, and 3 are needed' });
    }
    const broken = spread.map((value) => ({ ...value, value: NaN }));
    expect(judgePapers(broken)).toMatchObject([
      { decision: 'cannot tell', here: 'a value that is not finite' },
    ]);
  });

  test('a few chance results among many claims are not taken for findings', () => {
    // One in twenty tests of nothing at all comes out below 0.05: Holm's adjustment is over all of them.
    const nothing = paperClaims
      .filter(({ unit, expected }) => unit === 'points' && expected.above === 0)
      .flatMap(({ name }, index) =>
        seeds.map((seed) => ({ claim: name, seed, value: Math.sin(97 * seed + 31 * index) })),
      );
    for (const { decision } of judgePapers(nothing)) expect(decision).toBe('cannot tell');
  });

  test('are a table of one row each, with what was expected beside what came', () => {
    const { rows, columns } = papersTable(judgePapers(values(() => true)));
    expect(rows.map(({ id }) => id)).toEqual(paperClaims.map(({ name }) => name));
    for (const { cells } of rows) {
      expect(cells).toHaveLength(columns.length);
      expect(cells[4]).toMatch(/^Holds \((above|below|between) /);
      expect(cells[3]).toMatch(/20 seeds\)$/);
    }
  });
});
