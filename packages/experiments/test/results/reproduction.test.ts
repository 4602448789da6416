import { describe, expect, test } from '@jest/globals';
import type { Overrides } from '../../src/plan/override-settings';
import { reproductions } from '../../src/results/reproduction';
import { lessonTable } from '../../src/results/lesson-table';
import { madeUpRecord } from '../record/made-up-record';

describe('an attempt at the lesson’s figure', () => {
  test('is a run with the settings of the preset, from any seed', () => {
    const rows = reproductions(madeUpRecord('relu-lr0.01-2000', 1));
    expect(rows.map(({ reproduced, published }) => [reproduced, published])).toEqual([
      [true, 0.8262],
      [true, 0.9525],
    ]);
  });

  test.each<Overrides>([{ trainingBatches: 20 }, { learningRate: 1e30 }, { batchSize: 8 }, { repeat: 1 }])(
    'is not a run with %j',
    (overrides) => {
      const record = madeUpRecord('relu-lr1', 1, overrides);
      expect(reproductions(record)).toEqual([]);
      expect(lessonTable([record])).toBeUndefined();
    },
  );

  test('stands in the table alone, whatever else was run of the preset', () => {
    const table = lessonTable([
      madeUpRecord('relu-lr0.01-2000', 1),
      madeUpRecord('relu-lr0.01-2000', 2, { batchSize: 8 }),
    ])!;
    expect(table.rows).toHaveLength(1);
    expect(table.rows[0]!.cells.slice(1, 4)).toEqual(['1', '83.10 % (83.10–83.10 %)', '82.62 %']);
  });
});
