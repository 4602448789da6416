import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkBatchNorm, laws, mistakes } from '../../src/spec';

describe('mistakes', () => {
  test('every file of the directory is one', () => {
    const files = readdirSync(join(__dirname, '../../src/spec/mistakes'));
    const names = files.map((file) => file.replace(/\.ts$/, '')).filter((name) => name !== 'index');
    expect(mistakes.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  });

  test.each(mistakes.map((mistake) => [mistake.name, mistake.breaks, mistake.implementation] as const))(
    '%s breaks the law "%s"',
    async (_, breaks, implementation) => {
      const verdicts = await checkBatchNorm(implementation, {
        laws: laws.filter(({ name }) => name === breaks),
      });
      expect(verdicts).toMatchObject([{ outcome: 'broken' }]);
    },
  );

  test('there is one for every law', () => {
    const lawNames = laws.map(({ name }) => name);
    expect(new Set(mistakes.map(({ breaks }) => breaks))).toEqual(new Set(lawNames));
  });
});
