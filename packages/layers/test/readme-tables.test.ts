import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { environmentsTable, readEnvironments } from '../../../test/packaging/support/environment-results';
import { withTable } from '../../../test/packaging/support/markdown-table';
import { backendsTable, readResults, resultsName } from './helpers/backend-results';

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');

test('the table of backends in the README is of the results that are kept', () => {
  expect(withTable(readme, resultsName, backendsTable(readResults()))).toBe(readme);
});

test('the table of environments in the README is of the results that are kept', () => {
  expect(withTable(readme, 'results/environments.json', environmentsTable(readEnvironments()))).toBe(readme);
});
