import { expect, it } from '@jest/globals';
import { type Figure, figureChart, type FigureChartOptions } from '../../src';
import { toSvg } from '../../src/node';
import { record } from '../support/run-records';

const network = { network: 'With Batch Norm', batchNorm: true };
const title = 'One figure';
const records = [record([0.1, 0.9], [0.1, 0.4])];
const figures: Figure[] = [
  { title, chart: 'accuracyChart', records },
  { title, chart: 'seedBands', records },
  {
    title,
    chart: 'sweepCurve',
    setting: 'Learning rate',
    scale: 'log',
    rows: [{ ...network, x: 1, value: 0.9 }],
  },
  {
    title,
    chart: 'settingsHeatMap',
    x: 'Rate',
    y: 'Deviation',
    rows: [{ ...network, x: 1, y: 2, value: 0.9 }],
  },
  { title, chart: 'timeToAccuracy', rows: [{ ...network, target: 0.9, seed: 1, value: 50, seconds: null }] },
  {
    title,
    chart: 'activationDistributions',
    shares: [0.1, 0.3, 0.5, 0.7, 0.9],
    measure: 'Sums',
    rows: [{ ...network, step: 0, layer: 1, quantiles: [0, 1, 2, 3, 4] }],
  },
];

it.each(figures)('draws $chart under its title, as wide as asked', (figure) => {
  const svg = toSvg(figureChart(figure, { [figure.chart]: { width: 700 } }));
  expect(svg).toContain(title);
  expect(svg).toContain('width="700"');
});

it('takes the options of one kind of chart for that kind alone', () => {
  const subtitle = 'Over ten seeds';
  const drawn = figures.map((figure) => toSvg(figureChart(figure, { seedBands: { subtitle } })));
  expect(drawn.map((svg) => svg.includes(subtitle))).toEqual([false, true, false, false, false, false]);
});

it('refuses a chart and an option of a chart that it does not know, with the nearest', () => {
  const misspelt = { ...figures[2], chart: 'sweepCurves' } as unknown as Figure;
  expect(() => figureChart(misspelt)).toThrow(/figure\.chart .* Did you mean "sweepCurve"\?/);
  const options = { sweepCurve: { widht: 460 } } as FigureChartOptions;
  expect(() => figureChart(figures[2]!, options)).toThrow(/unknown option "widht"\. Did you mean "width"\?/);
});
