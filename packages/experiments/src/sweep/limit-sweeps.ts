import { cellsOf, cellsWith, medianOf } from './judge';
import type { NamedSweep, SweptRun } from './named-sweep';
import { summarizeNormalizations } from './summarize-sweep';
import { base, SEEDS } from './sweep-base';

const BATCH_SIZES = [1, 2, 4, 8, 16, 60, 128, 512];

/** Where batch norm helps less, and what its own settings matter. */
export const limitSweeps: readonly NamedSweep[] = [
  {
    name: 'regularization',
    title: 'Few training images, with and without dropout',
    claim: 'Batch norm regularizes: on few images it generalizes better, and takes the place of dropout.',
    predictions: [
      {
        text: 'From 500 images and from 2,000 the median test accuracy with batch norm alone is higher than without either.',
        holds: (runs) => fewImages(runs).every(({ batchNorm, neither }) => batchNorm > neither),
      },
      {
        text: 'It is no lower than with dropout alone.',
        holds: (runs) => fewImages(runs).every(({ batchNorm, dropout }) => batchNorm >= dropout),
      },
    ],
    settings: base,
    parts: [{ grid: { trainingImages: [500, 2000], dropout: [0, 0.5] } }],
    seeds: SEEDS,
    measure: 'test accuracy',
  },
  {
    name: 'batch-size',
    title: 'Batches of 1 to 512 images, with batch, ghost batch, renormalized and group norm, and none',
    claim:
      'Batch norm needs batches of some images, and gains nothing from ones of a few; group norm does not depend on the batch.',
    predictions: [
      {
        text: 'Batch norm beats no normalization in batches of 16 images and more.',
        holds: (runs) =>
          summarizeNormalizations(runs)
            .filter(({ overrides }) => Number(overrides['batchSize']) >= 16)
            .every(({ variants: { batch, none } }) => medianOf(batch) > medianOf(none)),
      },
      {
        text: 'It learns nothing in batches of 1, where group norm reaches 50 %.',
        holds: (runs) =>
          summarizeNormalizations(runs)
            .filter(({ overrides }) => overrides['batchSize'] === 1)
            .every(({ variants: { batch, group } }) => batch?.failed === 1 && medianOf(group) >= 0.5),
      },
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
  },
  {
    name: 'placement',
    title: 'Batch norm before the activation, and after it',
    claim: 'Batch norm belongs before the activation.',
    predictions: [
      {
        text: 'With each activation and learning rate the median test accuracy is higher with batch norm before it than after it.',
        holds: (runs) => placements(runs).every(([before, after]) => before > after),
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
    measure: 'test accuracy',
  },
  {
    name: 'epsilon-momentum',
    title: "Batch norm's own settings: epsilon and momentum",
    claim: "Batch norm's epsilon and momentum need no tuning.",
    predictions: [
      {
        text: 'Every combination of an epsilon up to 0.1 and a momentum gives a median test accuracy within one percentage point of that of the defaults, 0.001 and 0.99.',
        holds: (runs) => {
          const cells = cellsOf(runs);
          const [defaults] = cellsWith(cells, { momentum: 0.99, epsilon: 1e-3 });
          const usual = medianOf(defaults?.withBatchNorm);
          return cells
            .filter(({ overrides }) => Number(overrides['epsilon']) <= 0.1)
            .every(({ withBatchNorm }) => Math.abs(medianOf(withBatchNorm) - usual) <= 0.01);
        },
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
  },
];

/** Median test accuracies from few images: with batch norm alone, dropout alone, and neither. */
function fewImages(runs: readonly SweptRun[]) {
  const cells = cellsOf(runs);
  return cellsWith(cells, { dropout: 0 }).map(({ overrides, withoutBatchNorm, withBatchNorm }) => {
    const [dropped] = cellsWith(cells, { ...overrides, dropout: 0.5 });
    return {
      neither: medianOf(withoutBatchNorm),
      batchNorm: medianOf(withBatchNorm),
      dropout: medianOf(dropped?.withoutBatchNorm),
    };
  });
}

/** Median test accuracies with batch norm before and after the activation, otherwise alike. */
function placements(runs: readonly SweptRun[]): [before: number, after: number][] {
  const cells = cellsOf(runs);
  return cellsWith(cells, { placement: 'before-activation' }).map(({ overrides, withBatchNorm }) => {
    const [after] = cellsWith(cells, { ...overrides, placement: 'after-activation' });
    return [medianOf(withBatchNorm), medianOf(after?.withBatchNorm)];
  });
}
