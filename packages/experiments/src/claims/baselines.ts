import type { Grid } from '../plan/plan-sweep';
import { eachValue } from '../results/cells';
import { settingsPhrase } from '../results/setting-words';
import { atBestSettings } from './compare';
import type { NamedSweep } from './named-sweep';
import { base, SEEDS } from './sweep-base';

/** Learning rates around the best of each optimizer. */
const OPTIMIZERS: readonly Grid[] = [
  { optimizer: ['sgd'], learningRate: [0.03, 0.1, 0.3, 1, 3] },
  { optimizer: ['momentum'], learningRate: [0.003, 0.01, 0.03, 0.1, 0.3] },
  { optimizer: ['adam'], learningRate: [0.0003, 0.001, 0.003, 0.01, 0.03] },
];

const HE: Grid = { weightScaling: ['he'], standardDeviation: [1] };

/** The lesson's starting weights, Glorot's, He's, and He's with weight decay. */
const STARTS: readonly Grid[] = [
  { standardDeviation: [0.05] },
  { weightScaling: ['glorot'], standardDeviation: [1] },
  HE,
  { ...HE, weightDecay: [0.001] },
];

export const baselines: NamedSweep = {
  name: 'baselines',
  title: 'After one epoch, each network with the optimizer, starting weights and weight decay that suit it',
  claim:
    'Batch norm gives better results, even when the network without it gets the optimizer, the starting weights, the weight ' +
    'decay and the learning rate that suit it best.',
  stated: '2026-11-27',
  expectations: [
    {
      text: 'With each optimizer, the test accuracy is higher with batch norm, each kind with its own best of the other settings.',
      compare: (cells) =>
        eachValue(cells, 'optimizer').flatMap((group) =>
          atBestSettings(settingsPhrase(group[0]!.settings, ['optimizer']), group),
        ),
    },
    {
      text: 'So it is when each kind has its own best optimizer, too.',
      compare: (cells) => atBestSettings('the best of all settings', cells),
    },
  ],
  settings: { ...base, trainingBatches: 1000, batchesPerSample: 500 },
  parts: OPTIMIZERS.flatMap((optimizer) => STARTS.map((start) => ({ grid: { ...optimizer, ...start } }))),
  seeds: SEEDS,
  measure: 'test accuracy at the best settings',
};
