import { settingsPhrase } from '../results/setting-words';
import type { Cell } from '../results/cells';
import { LEARNING_ACCURACY, reachesFurther } from './compare';
import type { Comparison, NamedSweep } from './named-sweep';
import { base, SEEDS } from './sweep-base';

const DEPTHS = [1, 2, 3, 5, 8, 12, 16, 20, 30];

export const depth: NamedSweep = {
  name: 'depth',
  title: 'From 1 to 30 hidden layers, from small starting weights and from ones scaled for ReLU',
  claim: 'Batch norm makes deep networks trainable.',
  stated: '2026-11-27',
  expectations: [
    {
      text: `From small starting weights, the deepest network with ${LEARNING_ACCURACY}, is deeper with batch norm.`,
      compare: (cells) => isDeeper(cells.filter(({ settings }) => settings.weightScaling === undefined)),
    },
    {
      text: 'From starting weights scaled for ReLU, it is deeper, too.',
      compare: (cells) => isDeeper(cells.filter(({ settings }) => settings.weightScaling === 'glorot')),
    },
  ],
  settings: base,
  parts: [
    { grid: { depth: DEPTHS } },
    // He's standard deviation is Glorot's times the root of 2, for layers of the same width.
    { grid: { weightScaling: ['glorot'], standardDeviation: [1.414], depth: DEPTHS } },
  ],
  seeds: SEEDS,
  measure: 'test accuracy',
};

function isDeeper(cells: readonly Cell[]): Comparison[] {
  if (cells.length === 0) return [];
  const place = settingsPhrase(cells[0]!.settings, ['weightScaling']);
  return [reachesFurther(place, cells, 'layerSizes', { nowhere: 0, unit: 'layers', resolution: 1 })];
}
