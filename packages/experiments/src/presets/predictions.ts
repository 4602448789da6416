import type { Preset } from './preset';

const settings = {
  layerSizes: [784, 100, 100, 100, 10],
  activation: 'relu',
  learningRate: 0.01,
  standardDeviation: 0.05,
  trainingBatches: 2000,
  batchSize: 60,
  batchesPerSample: 50,
} as const;

/** The lesson's last two experiments: one trained network guesses 200 images one by one, rightly normalized and not. */
export const predictionPresets: readonly Preset[] = [
  {
    name: 'predict-batch-statistics',
    title: '200 single guesses, each normalized with its own mean and variance',
    ...settings,
    predictions: { statistics: 'batch', count: 200 },
    lesson: { withBatchNorm: { validation: 0.9528, test: 0.9503 }, predictions: 0.05 },
  },
  {
    name: 'predict-population-statistics',
    title: "200 single guesses, normalized with the population's mean and variance",
    ...settings,
    predictions: { statistics: 'population', count: 200 },
    lesson: { predictions: 0.97 },
  },
];
