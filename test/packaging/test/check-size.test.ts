import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { run } from '../support/run';

const imported = {
  name: 'movingAverage of @bnlab/core',
  code: "export { movingAverage } from '@bnlab/core';",
  external: ['@tensorflow/*'],
  reason: 'a test',
};

/** Runs check-size.mjs with one budget. */
function checkSize(gzipBytes: number) {
  const file = join(mkdtempSync(join(process.env.BNLAB_TEST_FOLDER!, 'budget-')), 'budget.json');
  writeFileSync(file, JSON.stringify({ imports: [{ ...imported, gzipBytes }] }));
  return run('node', ['check-size.mjs', file], join(__dirname, '..'));
}

describe('check-size', () => {
  test('prints what fits its budget', async () => {
    const { stdout } = await checkSize(100_000);
    expect(stdout).toMatch(/^ *\d+ of +100000 bytes {2}movingAverage of @bnlab\/core\n$/);
  });

  test('fails over the budget, with the size, the reason and what to do', async () => {
    await expect(checkSize(10)).rejects.toThrow(
      /movingAverage of @bnlab\/core must be at most 10 bytes gzipped, got \d+ \(\d+ too many\)\.\n.*a test\n.*raise the budget/,
    );
  });
});
