import type { Cell } from '../results/cells';
import { settingsPhrase } from '../results/setting-words';
import { accuracyComparison } from './compare';
import type { Comparison, NamedSweep } from './named-sweep';
import { base, SEEDS } from './sweep-base';

/** How far from the defaults' accuracy another choice may be. */
const MARGIN = 0.01;

export const epsilonMomentum: NamedSweep = {
  name: 'epsilon-momentum',
  title: "Batch norm's own settings: epsilon and momentum",
  claim: "Batch norm's epsilon and momentum need no tuning.",
  stated: '2026-11-26',
  expectations: [
    {
      text: 'Every combination of an epsilon up to 0.1 and a momentum gives a test accuracy within one percentage point of that of the defaults, 0.001 and 0.99.',
      compare: withinMargin,
    },
  ],
  settings: base,
  parts: [
    {
      grid: { momentum: [0, 0.5, 0.9, 0.99, 0.999], epsilon: [1e-5, 1e-3, 0.1, 1] },
      networks: 'with batch norm',
    },
  ],
  seeds: SEEDS,
  measure: 'test accuracy',
};

/** Two comparisons for each cell: no more than the margin below the defaults, and no more than the margin above. */
function withinMargin(cells: readonly Cell[]): Comparison[] {
  const isDefault = ({ settings: { momentum, epsilon } }: Cell) => momentum === 0.99 && epsilon === 1e-3;
  const usual = { cell: cells.find(isDefault), normalized: true };
  return cells
    .filter((cell) => !isDefault(cell) && cell.settings.epsilon! <= 0.1)
    .flatMap((cell) => {
      const place = settingsPhrase(cell.settings, ['momentum', 'epsilon']);
      const other = { cell, normalized: true };
      return [
        accuracyComparison(`${place}, not below`, other, usual, MARGIN),
        accuracyComparison(`${place}, not above`, usual, other, MARGIN),
      ];
    });
}
