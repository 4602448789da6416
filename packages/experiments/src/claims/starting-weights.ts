import { eachValue } from '../results/cells';
import { settingsPhrase } from '../results/setting-words';
import { learnsInMore, LEARNING_ACCURACY } from './compare';
import type { NamedSweep } from './named-sweep';
import { base, SEEDS } from './sweep-base';

export const startingWeights: NamedSweep = {
  name: 'starting-weights',
  title: 'Starting weights of a standard deviation from 0.001 to 10',
  claim: 'Batch norm makes networks less sensitive to their starting weights.',
  stated: '2026-11-27',
  expectations: [
    {
      text: `With each activation, more standard deviations of the starting weights give ${LEARNING_ACCURACY}.`,
      compare: (cells) =>
        eachValue(cells, 'activation').map((group) =>
          learnsInMore(settingsPhrase(group[0]!.settings, ['activation']), group, 'standard deviations'),
        ),
    },
  ],
  settings: base,
  parts: [
    {
      grid: {
        activation: ['relu', 'sigmoid'],
        standardDeviation: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
      },
    },
  ],
  seeds: SEEDS,
  measure: 'test accuracy',
};
