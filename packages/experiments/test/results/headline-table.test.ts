import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { headlineTable, type RunRecord } from '../../src';

test('the first page tells networks that lost what they had learned from others that failed', () => {
  const file = join(__dirname, '../../results/lesson.json');
  const { records } = JSON.parse(readFileSync(file, 'utf8')) as { records: RunRecord[] };
  const { rows } = headlineTable(records);
  const withoutBatchNorm = Object.fromEntries(rows.map(({ id, cells }) => [id, cells[1]]));
  expect(withoutBatchNorm['relu-lr1']).toBe('9.80 %, failed 5/5 (3 collapsed, 2 diverged)');
  expect(withoutBatchNorm['sigmoid-lr0.01']).toBe('82.88 %');
});
