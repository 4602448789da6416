import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ClaimResult } from '../../../components/lesson/claim-result';
import { claimScale } from '../../../components/lesson/claim-scale';
import { paperClaimResults } from '../../../data/paper-claims';

const size = fc.record({
  width: fc.integer({ min: 200, max: 1200 }),
  ticks: fc.integer({ min: 3, max: 10 }),
});
const claim = fc.constantFrom<ClaimResult>(...paperClaimResults());

describe('the scale of a claim', () => {
  test('shows every seed, the interval and the ticks, in their order', () => {
    fc.assert(
      fc.property(claim, size, (one, { width, ticks }) => {
        const scale = claimScale(one, { width, ticks });
        const places = [...one.values, one.low, one.mean, one.high, ...scale.ticks].map(scale.at);
        expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...places)).toBeLessThanOrEqual(width);
        expect(scale.at(one.low)).toBeLessThanOrEqual(scale.at(one.mean));
        expect(scale.at(one.mean)).toBeLessThanOrEqual(scale.at(one.high));
        expect(scale.ticks.length).toBeGreaterThan(1);
      }),
    );
  });

  test('has the whole interval in the zone where a claim holds, and none of it where it does not', () => {
    fc.assert(
      fc.property(claim, size, (one, options) => {
        const { at, zone } = claimScale(one, options);
        const inZone = [one.low, one.high].map((value) => at(value) > zone[0] && at(value) < zone[1]);
        if (one.decision === 'holds') expect(inZone).toEqual([true, true]);
        if (one.decision === 'does not hold') expect(inZone).toEqual([false, false]);
      }),
    );
  });
});
