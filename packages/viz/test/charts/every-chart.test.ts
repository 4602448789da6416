import { describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import * as viz from '../../src';
import { toSvg } from '../../src/node';
import { everyText, type LineBox } from '../support/every-text';
import { readSvg } from '../support/read-svg';
import { record } from '../support/run-records';

const names = [
  { network: 'Without Batch Norm', batchNorm: false },
  { network: 'With Batch Norm', batchNorm: true },
];
const seeds = [1, 2, 3];
const steps = [0, 500, 1000, 1500, 2000];
const records = seeds.map((seed) =>
  record([0.1, 0.9, 0.95, 0.96 + seed / 100], [0.1, 0.4, 0.6 + seed / 10, seed === 3 ? null : 0.8], { seed }),
);
const rates = [0.001, 0.01, 0.1, 1, 10];
const layered = names.flatMap((name) =>
  [1, 2, 3].flatMap((layer) => steps.map((step) => ({ ...name, layer, step }))),
);
const pixels = Float32Array.from({ length: 784 }, (_, at) => (at % 29 < 3 ? 1 : 0));

/** Every kind of chart, `width` pixels wide. */
const charts: Record<string, (options: viz.ChartOptions) => viz.Chart> = {
  accuracyChart: (options) => viz.accuracyChart(records, options),
  seedBands: (options) => viz.seedBands(records, options),
  settingsHeatMap: (options) =>
    viz.settingsHeatMap(
      names.flatMap((name) =>
        rates.flatMap((x) => [0.05, 5].map((y) => ({ ...name, x, y, accuracy: x * y > 5 ? null : 0.7 }))),
      ),
      { x: 'Learning rate', y: 'Starting deviation', ...options },
    ),
  sweepCurve: (options) =>
    viz.sweepCurve(
      names.flatMap((name) =>
        rates.flatMap((x) => seeds.map((seed) => ({ ...name, x, value: x > 1 ? null : 0.9 + seed / 100 }))),
      ),
      { setting: 'Learning rate', scale: 'log', ...options },
    ),
  timeToAccuracy: (options) =>
    viz.timeToAccuracy(viz.timeToAccuracyRows(records, [0.5, 0.9, 0.975]), options),
  activationDistributions: (options) =>
    viz.activationDistributions(
      layered.map((row) => ({
        ...row,
        quantiles: [-2, -1, 0, 1, 2].map((value) => value * (row.batchNorm ? 1 : 20 ** row.layer)),
      })),
      options,
    ),
  gammaBeta: (options) =>
    viz.gammaBeta(
      layered
        .filter(({ batchNorm }) => batchNorm)
        .map(({ layer, step }) => ({
          ...{ layer, step },
          gamma: [1 - step / 9000, 1 + step / 5000],
          beta: [-step / 4000, step / 9000],
        })),
      options,
    ),
  deadUnits: (options) =>
    viz.deadUnits(
      layered.map((row) => ({ ...row, share: row.batchNorm ? 0.01 : (row.layer * row.step) / 8000 })),
      options,
    ),
  predictionGrid: (options) =>
    viz.predictionGrid(
      Array.from({ length: 30 }, (_, index) => ({ pixels, digit: index % 10, prediction: index % 9 })),
      options,
    ),
  stepsPerSecondBars: (options) =>
    viz.stepsPerSecondBars(
      ['dense, batches of 60', 'convolutions'].flatMap((workload) => [
        { workload, engine: 'bnlab, compiled', stepsPerSecond: 1234, ours: true },
        { workload, engine: 'TensorFlow.js, WebAssembly', stepsPerSecond: 12.3 },
      ]),
      { baseline: 'TensorFlow.js, WebAssembly', ...options },
    ),
};

describe.each(Object.entries(charts))('%s', (_, make) => {
  it.each([{}, { width: 420 }])('has no text that touches another or is cut off, with %j', (options) => {
    const chart = make(options);
    const boxes = everyText(readSvg(toSvg(chart)));
    expect(boxes.length).toBeGreaterThan(5);
    for (const box of boxes) {
      const inside = box.left >= 0 && box.right <= chart.width && box.top >= 0 && box.bottom <= chart.height;
      expect([box, inside]).toEqual([box, true]);
    }
    boxes.forEach((one, index) =>
      boxes.slice(index + 1).forEach((other) => {
        expect([one, other, overlap(one, other)]).toEqual([one, other, false]);
      }),
    );
  });

  it('is one picture with a name and a description, and no other names', () => {
    const chart = make({});
    const svg = readSvg(toSvg(chart));
    expect(svg.root.getAttribute('role')).toBe('img');
    expect(svg.only('title').textContent).toBe(chart.title);
    expect(svg.only('desc').textContent).toBe(chart.description);
    expect(svg.all.filter((element) => element.hasAttribute('aria-label'))).toEqual([]);
    expect(chart.description).toMatch(/^[A-Z].*\d.*\.$/);
    expect(chart.description).not.toMatch(/NaN|undefined|null|Infinity/);
  });

  it('gives all colored marks a color of the page too', () => {
    const svg = readSvg(toSvg(make({})));
    const style = svg.all
      .filter(({ tagName }) => tagName === 'style')
      .map((element) => element.textContent)
      .join();
    const ownFill = ['bnlab-chart-cell', 'bnlab-chart-value'];
    for (const text of svg.all.filter(({ tagName }) => tagName === 'text')) {
      const group = (text.parentNode as typeof text).hasAttribute('class')
        ? (text.parentNode as typeof text)
        : (text.parentNode!.parentNode as typeof text);
      const classes = (group.getAttribute('class') ?? '').split(' ');
      const themed = classes.some((name) => style.includes(`.${name} { fill: light-dark(`));
      expect([text.textContent, themed || classes.some((name) => ownFill.includes(name))]).toEqual([
        text.textContent,
        true,
      ]);
    }
  });

  it('takes other words and sizes', () => {
    const chart = make({ title: 'One', subtitle: '', width: 800, height: 700 });
    expect(chart).toMatchObject({ title: 'One', subtitle: '', width: 800, height: 700 });
    expect(readSvg(toSvg(chart)).root.getAttribute('viewBox')).toBe('0 0 800 700');
  });

  it('can be drawn in a page, and twice alike', () => {
    const { document } = parseHTML('<!doctype html><html><body></body></html>');
    const chart = make({});
    document.body.append(viz.drawChart(chart, { document }));
    expect(document.querySelectorAll('body > svg[role=img]')).toHaveLength(1);
    expect(toSvg(chart)).toBe(toSvg(make({})));
  });

  it.each([
    [{ width: 100 }, /^\w+: width must be 280 pixels or more, got 100/],
    [{ height: NaN }, /^\w+: height must be a number of pixels, got NaN/],
    [{ height: 20 }, /^\w+: height must be \d+ pixels or more for .*, got 20/],
    [{ title: 3 as never }, /^\w+: title must be a string, got number/],
  ])('refuses %j', (options, message) => {
    expect(() => make(options)).toThrow(message);
  });
});

function overlap(one: LineBox, other: LineBox): boolean {
  const apart =
    one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
  return !apart;
}
