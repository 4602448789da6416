import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deadUnits, type DeadUnitsRow } from '../../src';
import { toSvg } from '../../src/node';
import { draw, share, texts } from '../support/read-rows';
import { paths, textBoxes } from '../support/read-svg';

const rows: DeadUnitsRow[] = [false, true].flatMap((batchNorm) =>
  [1, 2].flatMap((layer) =>
    [0, 500, 1000].map((step) => ({
      network: batchNorm ? 'With Batch Norm' : 'Without Batch Norm',
      ...{ batchNorm, step, layer },
      value: batchNorm ? 0.01 * layer : (0.2 * layer * step) / 1000,
    })),
  ),
);

describe('deadUnits', () => {
  it('looks as it did when last looked at', () => {
    expect(toSvg(deadUnits(rows))).toMatchSnapshot();
  });

  it('says where each layer ended, beside the lines and in words', () => {
    const chart = deadUnits(rows);
    expect(texts(draw(chart), 'bnlab-chart-result')).toEqual([
      '20.0% in layer 1 40.0% in layer 2',
      '1.0% in layer 1 2.0% in layer 2',
    ]);
    expect(chart.description).toContain('Without Batch Norm: at the end Layer 1 20.0%, Layer 2 40.0%.');
    const deep = Array.from({ length: 6 }, (_, index) => ({ ...rows[0]!, layer: index, value: index / 10 }));
    expect(texts(draw(deadUnits(deep)), 'bnlab-chart-result')).toEqual(['0.0% to 50.0%']);
  });

  it('has a line for each network, layer and seed, and the median of the seeds in the label', () => {
    const seeds = [0.1, 0.2, 0.6].flatMap((value, seed) =>
      [0, 100].map((step) => ({ ...rows[0]!, seed, step, value: value })),
    );
    const svg = draw(deadUnits(seeds));
    expect(paths(svg, 'bnlab-chart-line')).toHaveLength(3);
    expect(texts(svg, 'bnlab-chart-result')).toEqual(['20.0%']);
  });

  it('lets no label touch another or leave the chart, whatever the shares', () => {
    fc.assert(
      fc.property(
        fc.array(share, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 3 }),
        (all, depth) => {
          const many = all.flatMap((value, index) =>
            Array.from({ length: depth }, (_, layer) => ({
              ...{ network: `Network ${index}`, batchNorm: index > 0 },
              ...{ step: 10, layer, value: value },
            })),
          );
          const chart = deadUnits(many);
          const svg = draw(chart);
          const results = textBoxes(svg, 'bnlab-chart-result');
          const boxes = textBoxes(svg, 'bnlab-chart-name')
            .map((name, index) => ({ top: name.top, bottom: results[index]!.bottom }))
            .sort((a, b) => a.top - b.top);
          boxes.forEach(({ top, bottom }, index) => {
            expect(top).toBeGreaterThanOrEqual(boxes[index - 1]?.bottom ?? 0);
            expect(bottom).toBeLessThanOrEqual(chart.height);
          });
        },
      ),
      { numRuns: 25 },
    );
  });

  it('draws a network that lacks the last layer', () => {
    const chart = deadUnits(rows.filter(({ batchNorm, layer }) => batchNorm || layer === 1));
    expect(texts(draw(chart), 'bnlab-chart-result')[0]).toBe('20.0%');
    expect(toSvg(chart)).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  it.each<[string, Partial<DeadUnitsRow>, RegExp]>([
    ['counts', { value: 12 }, /^deadUnits: rows\[0\]\.value must be .* 0 to 1, got 12; divide counts/],
    [
      'a step twice',
      { step: 500 },
      /one row for each network, layer, step and seed, got two of 'Without Batch Norm', layer 1, step 500; give/,
    ],
    ['a negative step', { step: -1 }, /step must be a finite number, 0 or more, got -1/],
  ])('refuses %s', (_, other, message) => {
    expect(() => deadUnits([{ ...rows[0]!, ...other }, ...rows.slice(1)])).toThrow(message);
  });
});
