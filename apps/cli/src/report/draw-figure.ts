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

const WIDTH = { narrow: 480, curve: 560, wide: 720 } as const;

/** Draws a figure with the chart that it names. */
export function drawFigure(figure: Figure): Chart {
  const { title } = figure;
  switch (figure.chart) {
    case 'accuracyChart':
      return accuracyChart(figure.records, { title, subtitle: '', width: WIDTH.narrow, height: 360 });
    case 'seedBands':
      return seedBands(figure.records, { title, subtitle: '', width: WIDTH.narrow, height: 360 });
    case 'sweepCurve': {
      const { rows, setting, scale } = figure;
      return sweepCurve(rows, { title, setting, scale, width: WIDTH.curve });
    }
    case 'settingsHeatMap':
      return settingsHeatMap(figure.rows, { title, x: figure.x, y: figure.y, width: WIDTH.wide });
    case 'timeToAccuracy':
      return timeToAccuracy(figure.rows, { title, width: WIDTH.curve });
    case 'activationDistributions': {
      const { rows, measure } = figure;
      const shares = figure.shares as unknown as FiveQuantiles;
      return activationDistributions(rows, { title, measure, shares, width: WIDTH.wide });
    }
  }
}
