import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { naturalLog } from '../../src/random/natural-log';

test('is the logarithm, to a few units in the last place, over all normal doubles', () => {
  fc.assert(
    fc.property(fc.double({ min: 2 ** -1022, noNaN: true, noDefaultInfinity: true }), (x) => {
      const exact = Math.log(x);
      expect(Math.abs(naturalLog(x) - exact)).toBeLessThanOrEqual(
        4 * Number.EPSILON * Math.max(Math.abs(exact), 2 ** -3),
      );
    }),
    { numRuns: 5000 },
  );
});

test('keeps its relative accuracy near 1, where the logarithm vanishes', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e-3, max: 1e-3, noNaN: true }), (offset) => {
      const exact = Math.log(1 + offset);
      expect(Math.abs(naturalLog(1 + offset) - exact)).toBeLessThanOrEqual(
        4 * Number.EPSILON * Math.abs(exact),
      );
    }),
  );
});
