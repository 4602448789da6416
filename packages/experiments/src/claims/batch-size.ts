import type { Normalization } from '../record/run-settings';
import type { Cell } from '../results/cells';
import { CHANCE } from '../results/outcome';
import { settingsPhrase } from '../results/setting-words';
import { aboveBound, accuracyComparison } from './compare';
import type { Comparison, NamedSweep } from './named-sweep';
import { base, SEEDS } from './sweep-base';

const BATCH_SIZES = [1, 2, 4, 8, 16, 60, 128, 512];

export const batchSize: NamedSweep = {
  name: 'batch-size',
  title: 'Batches of 1 to 512 images, with batch, ghost batch, renormalized and group norm, and none',
  claim:
    'Batch norm needs batches of some images, and gains nothing from ones of a few; group norm does not depend on the batch.',
  stated: '2026-11-26',
  expectations: [
    {
      text: 'Batch norm gives a higher test accuracy than no normalization in batches of 16 images and more.',
      compare: (cells) =>
        ofNormalization(cells, 'batch')
          .filter(({ settings }) => settings.batchSize >= 16)
          .map(gain),
    },
    { text: 'It learns nothing in batches of 1, where group norm reaches 50 %.', compare: batchesOfOne },
  ],
  settings: { ...base, trainingBatches: 1000, batchesPerSample: 250 },
  parts: [
    { grid: { batchSize: BATCH_SIZES } },
    {
      grid: { normalization: ['ghost'], ghostBatchSize: [16], batchSize: [60, 128, 512] },
      networks: 'with batch norm',
    },
    { grid: { normalization: ['renorm', 'group'], batchSize: BATCH_SIZES }, networks: 'with batch norm' },
  ],
  seeds: SEEDS,
  measure: 'test accuracy by normalization',
};

function ofNormalization(cells: readonly Cell[], wanted: Normalization): Cell[] {
  return cells.filter(({ settings: { normalization = 'batch' } }) => normalization === wanted);
}

function gain(cell: Cell): Comparison {
  const place = settingsPhrase(cell.settings, ['batchSize']);
  return accuracyComparison(place, { cell, normalized: true }, { cell, normalized: false });
}

function batchesOfOne(cells: readonly Cell[]): Comparison[] {
  const alone = cells.filter(({ settings }) => settings.batchSize === 1);
  const [[batch], [group]] = [ofNormalization(alone, 'batch'), ofNormalization(alone, 'group')];
  return [
    aboveBound(
      'batch norm, below 15 %',
      { cell: batch, normalized: true },
      ({ testAccuracy }) => CHANCE - testAccuracy,
    ),
    aboveBound(
      'group norm, above 50 %',
      { cell: group, normalized: true },
      ({ testAccuracy }) => testAccuracy - 0.5,
    ),
  ];
}
