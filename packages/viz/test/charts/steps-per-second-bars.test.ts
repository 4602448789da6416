import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stepsPerSecondBars, type StepsPerSecondOptions, type StepsPerSecondRow } from '../../src';
import { toSvg } from '../../src/node';
import { draw, texts } from '../support/read-rows';

const rows: StepsPerSecondRow[] = [
  { workload: 'dense', engine: 'TensorFlow.js', value: 40 },
  { workload: 'dense', engine: 'bnlab', value: 1100, ours: true },
  { workload: 'dense', engine: 'bnlab', value: 1200, ours: true },
  { workload: 'dense', engine: 'bnlab', value: 1250, ours: true },
  { workload: 'convolutions', engine: 'bnlab', value: 12.345, ours: true },
  { workload: 'convolutions', engine: 'TensorFlow.js', value: 5 },
];

describe('stepsPerSecondBars', () => {
  it('looks as it did when last looked at', () => {
    expect(toSvg(stepsPerSecondBars(rows, { baseline: 'TensorFlow.js' }))).toMatchSnapshot();
  });

  it('lists the engines of each workload, fastest first, with the median and how it compares', () => {
    const chart = stepsPerSecondBars(rows, { baseline: 'TensorFlow.js' });
    const svg = draw(chart);
    expect(texts(svg, 'bnlab-chart-panel')).toEqual(['dense', 'convolutions']);
    expect(texts(svg, 'bnlab-chart-name')).toEqual(['bnlab', 'TensorFlow.js', 'bnlab', 'TensorFlow.js']);
    expect(texts(svg, 'bnlab-chart-result')).toEqual(['1,200 (30×)', '40 (1.0×)', '12.3 (2.5×)', '5 (1.0×)']);
    expect(chart.description).toContain('dense: bnlab 1,200 (30×), TensorFlow.js 40 (1.0×).');
  });

  it('says no ratio without a baseline, and has no heading without workloads', () => {
    const svg = draw(stepsPerSecondBars(rows.map(({ workload, ...row }) => (workload ? row : row))));
    expect(texts(svg, 'bnlab-chart-result')).toEqual(['1,150', '22.5']);
    expect(texts(svg, 'bnlab-chart-panel')).toEqual([]);
  });

  it('draws bars as long as they are fast', () => {
    const speeds = fc.array(fc.double({ min: 0.1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(speeds, (all) => {
        const chart = stepsPerSecondBars(all.map((value, index) => ({ engine: `Engine ${index}`, value })));
        const widths = draw(chart)
          .ofClass('bnlab-chart-bar')
          .flatMap((mark) => Array.from(mark.getElementsByTagName('rect')))
          .map((rect) => Number(rect.getAttribute('width')));
        const sorted = [...all].sort((a, b) => b - a);
        widths.forEach((width, index) =>
          expect(width / widths[0]!).toBeCloseTo(sorted[index]! / sorted[0]!, 3),
        );
      }),
      { numRuns: 25 },
    );
  });

  it.each<[string, Partial<StepsPerSecondRow>, StepsPerSecondOptions, RegExp]>([
    ['no speed', { value: 0 }, {}, /^stepsPerSecondBars: rows\[0\]\.value must be .* above 0, got 0/],
    ['no engine', { engine: '' }, {}, /rows\[0\]\.engine must be a string that is not empty, got ''/],
    [
      'a baseline that is not there',
      {},
      { baseline: 'PyTorch' },
      /baseline must be one of "TensorFlow\.js", "bnlab", got "PyTorch"/,
    ],
    [
      'a height without room',
      {},
      { height: 90 },
      /height must be \d+ pixels or more for these lanes, got 90/,
    ],
    [
      'names that are too wide',
      { engine: 'a'.repeat(200), workload: 'W' },
      { width: 280, height: 100 },
      /height must be \d+ pixels/,
    ],
  ])('refuses %s', (_, row, options, message) => {
    expect(() => stepsPerSecondBars([{ ...rows[0]!, ...row }, ...rows.slice(1)], options)).toThrow(message);
  });
});
