import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { trainAndTest, type RunRecord } from '../src';
import { outcomeOf } from './record/outcome';

test('a committed run of 2,000 batches comes out again to the last bit', async () => {
  const file = join(__dirname, '../results/lesson.json');
  const { records } = JSON.parse(readFileSync(file, 'utf8')) as { records: RunRecord[] };
  const committed = records.find(({ preset, seed }) => preset === 'relu-lr0.01-2000' && seed === 3)!;
  const again = await trainAndTest('relu-lr0.01-2000', { seed: 3 });
  expect(outcomeOf(JSON.parse(JSON.stringify(again)) as RunRecord)).toEqual(outcomeOf(committed));
});
