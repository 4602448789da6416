import type { FigureChartOptions } from '@bnlab/viz';

const curves = { width: 520, height: 380, subtitle: '' } as const;

/** In pixels: wide enough for a page; a phone scales it down a little. */
export const figureSizes: FigureChartOptions = {
  accuracyChart: curves,
  seedBands: curves,
  sweepCurve: { width: 460 },
  timeToAccuracy: { width: 460 },
};
