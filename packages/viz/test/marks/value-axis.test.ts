import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { valueAxis } from '../../src/marks/value-axis';
import { formatTick } from '../../src/text/format-number';

const end = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const domain = fc.tuple(end, end).filter(([a, b]) => Math.abs(a - b) > 1e-3);
const scale = fc.constantFrom('linear' as const, 'symlog' as const);

describe('valueAxis', () => {
  it('goes from the low end of its part of the box to the high end, upwards', () => {
    fc.assert(
      fc.property(domain, scale, fc.double({ min: 0, max: 1, noNaN: true }), (ends, kind, share) => {
        const [low, high] = [Math.min(...ends), Math.max(...ends)];
        const { at } = valueAxis({ domain: [low, high], range: [0.3, 0.9], scale: kind, format: String });
        expect([at(low), at(high)]).toEqual([expect.closeTo(0.3, 9), expect.closeTo(0.9, 9)]);
        const between = low + share * (high - low);
        expect(at(between)).toBeGreaterThanOrEqual(0.3 - 1e-9);
        expect(at(between)).toBeLessThanOrEqual(0.9 + 1e-9);
      }),
    );
  });

  it('has ticks within the box, in order, apart from each other', () => {
    fc.assert(
      fc.property(domain, scale, (ends, kind) => {
        const [low, high] = [Math.min(...ends), Math.max(...ends)];
        const { ticks } = valueAxis({ domain: [low, high], scale: kind, format: formatTick });
        ticks.forEach(({ y }, index) => {
          expect(y).toBeGreaterThanOrEqual(-1e-9);
          expect(y).toBeLessThanOrEqual(1 + 1e-9);
          if (index > 0) expect(y - ticks[index - 1]!.y).toBeGreaterThan(0.08);
        });
      }),
    );
  });

  it('has 0 and powers of ten on a symlog axis', () => {
    const labels = (low: number, high: number) =>
      valueAxis({ domain: [low, high], scale: 'symlog', format: formatTick }).ticks.map(({ label }) => label);
    expect(labels(-1000, 1000)).toEqual(['−1,000', '−100', '−10', '0', '10', '100', '1,000']);
    expect(labels(-2e6, 30)).toEqual(['−1M', '−100K', '−10K', '−1,000', '−100', '−10', '0', '10']);
  });
});
