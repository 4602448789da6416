import { eachValue } from '../results/cells';
import { settingsPhrase } from '../results/setting-words';
import { atBestSettings } from './compare';
import type { NamedSweep } from './named-sweep';
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
      compare: (cells) =>
        eachValue(cells, 'activation').flatMap((group) =>
          atBestSettings(settingsPhrase(group[0]!.settings, ['activation']), group),
        ),
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
