import type { Cell } from '../results/cells';
import { settingsPhrase } from '../results/setting-words';
import { accuracyComparison } from './compare';
import type { NamedSweep } from './named-sweep';
import { base, SEEDS } from './sweep-base';

export const placement: NamedSweep = {
  name: 'placement',
  title: 'Batch norm before the activation, and after it',
  claim: 'Batch norm belongs before the activation.',
  stated: '2026-11-26',
  expectations: [
    {
      text: 'With each activation and learning rate, the test accuracy is higher with batch norm before it than after it.',
      compare: (cells) =>
        cells
          .filter(({ settings }) => settings.placement === 'before-activation')
          .map((before) =>
            accuracyComparison(
              settingsPhrase(before.settings, ['activation', 'learningRate']),
              { cell: before, normalized: true },
              { cell: afterActivation(cells, before), normalized: true },
            ),
          ),
    },
  ],
  settings: base,
  parts: [
    {
      grid: {
        activation: ['relu', 'sigmoid', 'tanh'],
        learningRate: [0.01, 0.1, 1],
        placement: ['before-activation', 'after-activation'],
      },
      networks: 'with batch norm',
    },
  ],
  seeds: SEEDS,
  measure: 'test accuracy by placement',
};

/** The cell that differs from another in its placement alone. */
function afterActivation(
  cells: readonly Cell[],
  { settings: { activation, learningRate } }: Cell,
): Cell | undefined {
  return cells.find(
    ({ settings }) =>
      settings.placement === 'after-activation' &&
      settings.activation === activation &&
      settings.learningRate === learningRate,
  );
}
