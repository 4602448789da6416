import type { Figure } from '@bnlab/experiments';
import {
  accuracyChart,
  activationDistributions,
  type Chart,
  type FiveQuantiles,
  seedBands,
  settingsHeatMap,
  sweepCurve,
  timeToAccuracy,
} from '@bnlab/viz';

/** In pixels: wide enough for a page; a phone scales it down a little. */
const CURVES = { width: 520, height: 380 } as const;
const WIDTH = 460;

/** Draws a figure with the chart that it names. */
export function figureChart(figure: Figure): Chart {
  const { title } = figure;
  switch (figure.chart) {
    case 'accuracyChart':
      return accuracyChart(figure.records, { ...CURVES, title, subtitle: '' });
    case 'seedBands':
      return seedBands(figure.records, { ...CURVES, title, subtitle: '' });
    case 'sweepCurve': {
      const { rows, setting, scale } = figure;
      return sweepCurve(rows, { title, setting, scale, width: WIDTH });
    }
    case 'settingsHeatMap':
      return settingsHeatMap(figure.rows, { title, x: figure.x, y: figure.y });
    case 'timeToAccuracy':
      return timeToAccuracy(figure.rows, { title, width: WIDTH });
    case 'activationDistributions': {
      const { rows, measure } = figure;
      const shares = figure.shares as unknown as FiveQuantiles;
      return activationDistributions(rows, { title, measure, shares });
    }
  }
}
