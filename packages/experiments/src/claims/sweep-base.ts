import type { RunSettings } from '../record/run-settings';

/** Seeds of every named sweep. */
export const SEEDS = [1, 2, 3, 4, 5];

/** The lesson's network, trained for long enough to tell. */
export const base: RunSettings = {
  layerSizes: [784, 100, 100, 100, 10],
  activation: 'relu',
  learningRate: 0.1,
  standardDeviation: 0.05,
  trainingBatches: 2000,
  batchSize: 60,
  batchesPerSample: 100,
};
