import type { FigureChartOptions } from '@bnlab/viz';

const curves = { width: 480, height: 360, subtitle: '' } as const;

/** In pixels, in the columns of the report. */
export const figureSizes: FigureChartOptions = {
  accuracyChart: curves,
  seedBands: curves,
  sweepCurve: { width: 560 },
  timeToAccuracy: { width: 560 },
  settingsHeatMap: { width: 720 },
  activationDistributions: { width: 720 },
};
