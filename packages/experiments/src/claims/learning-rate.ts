import { eachValue } from '../results/cells';
import { settingsPhrase } from '../results/setting-words';
import { learnsInMore, LEARNING_ACCURACY, reachesFurther } from './compare';
import type { NamedSweep } from './named-sweep';
import { base, SEEDS } from './sweep-base';

const RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

export const learningRate: NamedSweep = {
  name: 'learning-rate',
  title: 'Learning rates from 0.001 to 10',
  claim: 'Batch norm lets networks learn at higher learning rates, and over a wider range of them.',
  stated: '2026-11-27',
  expectations: [
    {
      text: `With each activation, more learning rates give ${LEARNING_ACCURACY}.`,
      compare: (cells) =>
        eachValue(cells, 'activation').map((group) =>
          learnsInMore(settingsPhrase(group[0]!.settings, ['activation']), group, 'learning rates'),
        ),
    },
    {
      text: 'The highest of these learning rates is higher.',
      compare: (cells) =>
        eachValue(cells, 'activation').map((group) =>
          reachesFurther(settingsPhrase(group[0]!.settings, ['activation']), group, 'learningRate', {
            position: Math.log10,
            nowhere: Math.log10(Math.min(...RATES)),
            unit: 'decades',
            resolution: 0.5,
          }),
        ),
    },
  ],
  settings: base,
  parts: [{ grid: { activation: ['relu', 'sigmoid'], learningRate: RATES } }],
  seeds: SEEDS,
  measure: 'test accuracy',
};
