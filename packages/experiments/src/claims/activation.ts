import { eachValue, networksBySeed, type Cell } from '../results/cells';
import { settingsPhrase } from '../results/setting-words';
import { accuracyComparison } from './compare';
import type { Comparison, NamedSweep } from './named-sweep';
import { base, SEEDS } from './sweep-base';

/** How far below the best activation the worst may stay. */
const MARGIN = 0.02;

export const activation: NamedSweep = {
  name: 'activation',
  title: 'Six activations at two learning rates',
  claim: 'Batch norm makes more activations work, those that saturate among them.',
  stated: '2026-11-26',
  expectations: [
    {
      text: 'At each learning rate, every activation but the identity gives a higher test accuracy with batch norm.',
      compare: (cells) =>
        curved(cells).map((cell) =>
          accuracyComparison(
            settingsPhrase(cell.settings, ['activation', 'learningRate']),
            { cell, normalized: true },
            { cell, normalized: false },
          ),
        ),
    },
    {
      text: 'With batch norm, the worst of these is no more than two percentage points below the best.',
      compare: (cells) => eachValue(curved(cells), 'learningRate').map(closeTogether),
    },
  ],
  settings: base,
  parts: [
    {
      grid: {
        learningRate: [0.01, 0.1],
        activation: ['sigmoid', 'tanh', 'relu', 'leakyRelu', 'elu', 'identity'],
      },
    },
  ],
  seeds: SEEDS,
  measure: 'test accuracy',
};

/** The cells of activations that are not a straight line. */
function curved(cells: readonly Cell[]): Cell[] {
  return cells.filter(({ settings }) => settings.activation !== 'identity');
}

/** The rest of the margin, per seed. */
function closeTogether(cells: readonly Cell[]): Comparison {
  const bySeed = cells.map((cell) => networksBySeed(cell, true));
  const differences = [...bySeed[0]!.keys()].flatMap((seed) => {
    const networks = bySeed.map((ofCell) => ofCell.get(seed));
    if (networks.some((network) => !network)) return [];
    const accuracies = networks.map((network) => network!.testAccuracy);
    return [MARGIN - (Math.max(...accuracies) - Math.min(...accuracies))];
  });
  const place = settingsPhrase(cells[0]!.settings, ['learningRate']);
  return { place, differences, unit: 'points', resolution: 1e-4 };
}
