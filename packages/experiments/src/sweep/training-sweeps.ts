import { summarizeBest } from './best-learning-rate';
import { summarizeDrift } from './drift';
import { base, SEEDS } from './sweep-base';
import type { NamedSweep, SweptRun } from './named-sweep';
import { cellsOf } from './judge';
import type { VariantSummary } from './summarize-sweep';

/** How much sooner and how much better networks train. */
export const trainingSweeps: readonly NamedSweep[] = [
  {
    name: 'speed',
    title: 'Batches and seconds to 80, 90 and 95 % on the validation images',
    claim:
      'Networks with batch norm reach a given accuracy in fewer batches and, slower batches and all, in less time.',
    predictions: [
      {
        text: 'With each activation and learning rate the median number of batches to 90 % is smaller with batch norm.',
        holds: (runs) => isSooner(runs, 'steps'),
      },
      { text: 'So is the number of seconds.', holds: (runs) => isSooner(runs, 'seconds') },
    ],
    settings: { ...base, trainingBatches: 3000, batchesPerSample: 20 },
    parts: [{ grid: { activation: ['relu', 'sigmoid', 'tanh'], learningRate: [0.01, 0.1, 1] } }],
    seeds: SEEDS,
    measure: 'steps to accuracy',
  },
  {
    name: 'best-result',
    title: 'Test accuracy after 5,000 batches, each network at its own best learning rate',
    claim:
      'Batch norm gives better results, even when the network without it gets the learning rate that suits it best.',
    predictions: [
      {
        text: 'With each activation the mean test accuracy is higher with batch norm, by an interval that does not hold 0.',
        holds: (runs) => summarizeBest(runs).every(({ difference }) => difference.low > 0),
      },
    ],
    settings: { ...base, trainingBatches: 5000, batchesPerSample: 250 },
    parts: [{ grid: { activation: ['relu', 'sigmoid', 'tanh'], learningRate: [0.03, 0.1, 0.3, 1, 3] } }],
    seeds: SEEDS,
    measure: 'best test accuracy',
  },
  {
    name: 'drift',
    title: "How far the values before each layer's activation wander during training",
    claim:
      "Batch norm keeps the distribution of each layer's values from wandering as the layers before it learn.",
    predictions: [
      {
        text: 'In every hidden layer of every network the median drift is smaller with batch norm.',
        holds: (runs) =>
          summarizeDrift(runs).every(
            ({ withoutBatchNorm, withBatchNorm }) =>
              (withBatchNorm ?? Infinity) < (withoutBatchNorm ?? Infinity),
          ),
      },
    ],
    settings: { ...base, batchesPerObservation: 100 },
    parts: [{ grid: { activation: ['sigmoid', 'relu'], learningRate: [0.01, 0.1, 1] } }],
    seeds: SEEDS,
    measure: 'drift',
  },
];

/** Whether networks with batch norm get to 90 % sooner in every cell. */
function isSooner(runs: readonly SweptRun[], unit: 'steps' | 'seconds'): boolean {
  const median = ({ reach }: VariantSummary) =>
    reach.find(({ accuracy }) => accuracy === 0.9)![unit].median ?? Infinity;
  return cellsOf(runs).every(
    ({ withoutBatchNorm, withBatchNorm }) => median(withBatchNorm!) < median(withoutBatchNorm!),
  );
}
