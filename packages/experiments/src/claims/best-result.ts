import { bestRate } from '../results/best-rate';
import type { Cell } from '../results/cells';
import { settingsPhrase } from '../results/setting-words';
import { accuracyComparison, eachValue } from './compare';
import type { Comparison, NamedSweep } from './named-sweep';
import { base, SEEDS } from './sweep-base';

export const bestResult: NamedSweep = {
  name: 'best-result',
  title: 'Test accuracy after 5,000 steps, each network at its own best learning rate',
  claim:
    'Batch norm gives better results, even when the network without it gets the learning rate that suits it best.',
  stated: '2026-11-26',
  expectations: [
    {
      text: 'With each activation, the test accuracy is higher with batch norm, each kind at its own best learning rate.',
      compare: (cells) => eachValue(cells, 'activation').flatMap(atBestRates),
    },
  ],
  settings: { ...base, trainingBatches: 5000, batchesPerSample: 250 },
  parts: [
    { grid: { activation: ['relu', 'tanh'], learningRate: [0.03, 0.1, 0.3, 1, 3] } },
    // What saturates learns best at rates that others do not survive.
    { grid: { activation: ['sigmoid'], learningRate: [0.3, 1, 3, 10, 30] } },
  ],
  seeds: SEEDS,
  measure: 'best test accuracy',
};

function atBestRates(cells: readonly Cell[]): Comparison[] {
  const [withBatchNorm, without] = [bestRate(cells, true), bestRate(cells, false)];
  if (!withBatchNorm || !without) return [];
  const compared = accuracyComparison(
    settingsPhrase(cells[0]!.settings, ['activation']),
    { cell: withBatchNorm.cell, normalized: true },
    { cell: without.cell, normalized: false },
  );
  const ends = [
    ...(without.isAtEnd ? [`without batch norm (${without.learningRate})`] : []),
    ...(withBatchNorm.isAtEnd ? [`with it (${withBatchNorm.learningRate})`] : []),
  ];
  if (ends.length === 0) return [compared];
  return [
    { ...compared, undecided: `the best learning rate ${ends.join(' and ')} is at the end of the grid` },
  ];
}
