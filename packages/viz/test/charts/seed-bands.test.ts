import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type RunRecord, seedBands } from '../../src';
import { toSvg } from '../../src/node';
import { readSvg, paths, textBoxes } from '../support/read-svg';
import { network, record } from '../support/run-records';

const draw = (records: RunRecord[]) => readSvg(toSvg(seedBands(records)));
const seeds = [0.8, 0.7, 0.9, 0.6, 0.65].map((final, seed) =>
  record([0.1, 0.9, 0.9 + final / 10], [0.1, 0.4, final], { seed }),
);

describe('seedBands', () => {
  it('looks as it did when last looked at', () => {
    expect(toSvg(seedBands(seeds))).toMatchSnapshot();
  });

  it('keeps the least below the quartiles, those around the median, and all in the box', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const runs = fc.array(fc.tuple(share, share, share), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(runs, (finals) => {
        const records = finals.map((values, seed) => ({
          preset: 'p',
          seed,
          networks: [network(true, values)],
        }));
        const svg = draw(records);
        const [line] = paths(svg, 'bnlab-chart-line');
        const [all, half] = paths(svg, 'bnlab-chart-band').map((path) => heightsAt(path));
        for (const [x, y] of line!) {
          // Upwards is towards 0.
          const [high, upper, lower, low] = [
            all![0].get(x)!,
            half![0].get(x)!,
            half![1].get(x)!,
            all![1].get(x)!,
          ];
          expect(high).toBeLessThanOrEqual(upper + 1e-2);
          expect(upper).toBeLessThanOrEqual(y + 1e-2);
          expect(y).toBeLessThanOrEqual(lower + 1e-2);
          expect(lower).toBeLessThanOrEqual(low + 1e-2);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('draws the median line and says it at its end, with the range', () => {
    const svg = draw(seeds);
    expect(paths(svg, 'bnlab-chart-line')).toHaveLength(2);
    expect(textBoxes(svg, 'bnlab-chart-result').map(({ text }) => text)).toEqual([
      '70.0%, median of 5 60.0% to 90.0%',
      '97.0%, median of 5 96.0% to 99.0%',
    ]);
  });

  it('counts a seed that diverged up to where it did, and marks the place', () => {
    const svg = draw([...seeds, record([0.1, 0.9, 0.9], [0.1, 0.05, null], { seed: 9 })]);
    expect(textBoxes(svg, 'bnlab-chart-result')[0]!.text).toBe(
      '70.0%, median of 5 60.0% to 90.0% 1 of 6 diverged',
    );
    expect(svg.only('desc').textContent).toContain('1 of 6 diverged');
  });

  it('draws networks of one seed, and of seeds that all diverged or measured nothing', () => {
    expect(textBoxes(draw([seeds[0]!]), 'bnlab-chart-result')[0]!.text).toBe('80.0%');
    expect(textBoxes(draw([record([], [null])]), 'bnlab-chart-result').map(({ text }) => text)).toEqual([
      'diverged from the start',
    ]);
  });

  it('refuses seeds that were measured at other steps, and says what draws them', () => {
    const other = { ...seeds[0]!, networks: [network(false, [0.1, 0.2], { steps: [0, 100] })] };
    expect(() => seedBands([seeds[0]!, other])).toThrow(
      /^seedBands: records must measure .* got step 100 where another record has 50, of 'Without Batch Norm'; accuracyChart/,
    );
    expect(() => seedBands([])).toThrow(/^seedBands: records must hold at least one/);
    expect(() => seedBands(seeds, { lastStep: -1 })).toThrow(/^seedBands: lastStep must be/);
  });
});

/** The upper and the lower edge of an area, by place along the axis. */
function heightsAt(path: [number, number][]): [Map<number, number>, Map<number, number>] {
  const half = path.length / 2;
  const lower = path.slice(0, half);
  const upper = path.slice(half);
  return [new Map(lower), new Map(upper)].sort(
    (a, b) => Math.min(...a.values()) - Math.min(...b.values()),
  ) as [Map<number, number>, Map<number, number>];
}
