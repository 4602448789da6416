import { describe, expect, test } from '@jest/globals';
import { describeSweep, namedSweeps } from '@bnlab/experiments';
import { network, runOf } from '../../../packages/experiments/test/results/networks';
import { sweepText } from '../src/sweep-text';
import { recordsOfSweep } from './helpers/records-of-sweep';

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

describe.each(namedSweeps.map((sweep) => [sweep.name, sweep] as const))('the text of %s', (name, sweep) => {
  const records = recordsOfSweep(sweep, [1, 2, 3]);
  const result = describeSweep(name, records);

  test.each([60, 80, 100, 140])('fits a terminal of %i columns, and loses nothing', (columns) => {
    const text = sweepText(result, columns);
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(columns);
    for (const { cells } of result.table.rows) for (const cell of cells) expect(text).toContain(cell);
    for (const { statement, words } of result.verdictLines) {
      expect(oneLine(text)).toContain(`${statement} ${words}`);
    }
  });

  test('has a column for what varies, and none for what does not', () => {
    const names = result.table.columns.map((column) => column.name);
    expect(names).not.toContain('steps');
    expect(
      names
        .slice(0, 2)
        .some((column) => /rate|weights|activation|layers|images|size|momentum|optimizer/.test(column)),
    ).toBe(true);
  });
});

describe('the text of a sweep of settings', () => {
  const records = [0.01, 1].flatMap((learningRate) =>
    [1, 2, 3].map((seed) =>
      runOf(
        { learningRate },
        seed,
        network(0.09 + 0.01 * seed),
        network(0.9 + 0.01 * seed, { batchNorm: true }),
      ),
    ),
  );

  test('has medians, quartiles, failures, and the difference of each seed', () => {
    const row = sweepText(describeSweep('a-sweep', records))
      .split('\n')
      .find((line) => line.includes('0.01'))!;
    expect(row.split('│').map((cell) => cell.trim())).toEqual([
      '',
      '0.01',
      '11.0 (10.5–11.5)',
      '3/3 never learned',
      '92.0 (91.5–92.5)',
      '0/3',
      '+81.0 (+81.0 to +81.0)',
      '',
    ]);
  });
});
