import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { settingScale } from '../../src/marks/setting-axis';

describe('settingScale', () => {
  it('has room on both sides of the settings, however few there are', () => {
    const settings = fc
      .uniqueArray(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 8 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(settings, fc.constantFrom('linear' as const, 'log' as const), (all, type) => {
        const [low, high] = settingScale(all, type).domain;
        expect(low).toBeLessThan(all[0]!);
        expect(high).toBeGreaterThan(all.at(-1)!);
        if (type === 'log') expect(low).toBeGreaterThan(0);
      }),
    );
  });
});
