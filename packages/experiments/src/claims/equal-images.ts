import type { Grid } from '../plan/plan-sweep';
import { eachValue, type Cell } from '../results/cells';
import { settingsPhrase } from '../results/setting-words';
import { atBestSettings } from './compare';
import type { NamedSweep } from './named-sweep';
import { base, SEEDS } from './sweep-base';

/** Images that every network sees, whatever its batches. */
const IMAGES = 60_000;

/** Learning rates around the best of each batch size. */
const RATES: readonly (readonly [batchSize: number, rates: readonly number[]])[] = [
  [4, [0.003, 0.01, 0.03, 0.1, 0.3]],
  [16, [0.01, 0.03, 0.1, 0.3, 1]],
  [60, [0.03, 0.1, 0.3, 1, 3]],
  [240, [0.1, 0.3, 1, 3, 10]],
];

export const equalImages: NamedSweep = {
  name: 'equal-images',
  title: 'Batches of 4 to 240 images, 60,000 images in all, each network at its own best learning rate',
  claim:
    'From the same number of images batch norm gives better results, each network at its own best learning rate, unless ' +
    'batches are of a few images.',
  stated: '2026-11-27',
  expectations: [
    {
      text: 'In batches of 16 images and more, the test accuracy is higher with batch norm.',
      compare: (cells) =>
        eachValue(cells, 'batchSize')
          .filter(([cell]) => cell!.settings.batchSize >= 16)
          .flatMap(gain),
    },
    {
      text: 'In batches of 4 it is lower.',
      compare: (cells) =>
        gain(cells.filter(({ settings }) => settings.batchSize === 4)).map((comparison) => ({
          ...comparison,
          differences: comparison.differences.map((difference) => -difference),
        })),
    },
  ],
  settings: base,
  parts: RATES.map(([batchSize, rates]) => ({ grid: gridOf(batchSize, rates) })),
  seeds: SEEDS,
  measure: 'best test accuracy',
};

/** As many steps as the images last, with a measurement halfway and at the end. */
function gridOf(batchSize: number, rates: readonly number[]): Grid {
  const steps = IMAGES / batchSize;
  return {
    batchSize: [batchSize],
    trainingBatches: [steps],
    batchesPerSample: [steps / 2],
    learningRate: rates,
  };
}

function gain(cells: readonly Cell[]): ReturnType<typeof atBestSettings> {
  if (cells.length === 0) return [];
  return atBestSettings(settingsPhrase(cells[0]!.settings, ['batchSize']), cells);
}
