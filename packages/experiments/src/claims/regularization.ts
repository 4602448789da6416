import { eachValue, type Cell } from '../results/cells';
import { settingsPhrase } from '../results/setting-words';
import { accuracyComparison } from './compare';
import type { Comparison, NamedSweep } from './named-sweep';
import { base, SEEDS } from './sweep-base';

/** How far below that with dropout an accuracy may be and still count as no lower. */
const MARGIN = 0.005;

export const regularization: NamedSweep = {
  name: 'regularization',
  title: 'Few training images, with and without dropout',
  claim: 'Batch norm regularizes: on few images it generalizes better, and takes the place of dropout.',
  stated: '2026-11-26',
  expectations: [
    {
      text: 'From 500 images and from 2,000, the test accuracy with batch norm alone is higher than without either.',
      compare: (cells) => eachValue(cells, 'trainingImages').map((group) => aloneAgainst(group, 0, 0)),
    },
    {
      text: 'It is no more than half a percentage point lower than with dropout alone.',
      compare: (cells) => eachValue(cells, 'trainingImages').map((group) => aloneAgainst(group, 0.5, MARGIN)),
    },
  ],
  settings: base,
  parts: [{ grid: { trainingImages: [500, 2000], dropout: [0, 0.5] } }],
  seeds: SEEDS,
  measure: 'test accuracy',
};

/** Batch norm alone against no batch norm with some dropout. */
function aloneAgainst(cells: readonly Cell[], dropout: number, margin: number): Comparison {
  const withDropout = (rate: number) => cells.find(({ settings }) => settings.dropout === rate);
  return accuracyComparison(
    settingsPhrase(cells[0]!.settings, ['trainingImages']),
    { cell: withDropout(0), normalized: true },
    { cell: withDropout(dropout), normalized: false },
    margin,
  );
}
