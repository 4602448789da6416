import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { backendsTable, readResults, withTable } from './helpers/backend-results';

test('the table of backends in the README is of the results that are kept', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  expect(withTable(readme, backendsTable(readResults()))).toBe(readme);
});
