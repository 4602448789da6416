import type { RunPlan } from './run-plan';

const VALIDATION_IMAGES = 5000;
const TEST_IMAGES = 10_000;

/** How often a weight is used for one image: the positions of a feature map of middling size, the rows and gates of an LSTM. */
const USES = { dense: 1, convolutional: 9 * 100, residual: 9 * 50, recurrent: 28 * 4 } as const;

/**
 * Roughly how long a run takes, in a unit of its own: enough to tell a long one from a short one.
 *
 * @returns Products of a weight and a value that its networks compute, about: a training step has three for each that a
 *   measurement of accuracy has.
 */
export function runCost({ settings, variants }: Pick<RunPlan, 'settings' | 'variants'>): number {
  const { layerSizes, trainingBatches, batchSize, batchesPerSample, network = 'dense' } = settings;
  const weights = layerSizes.slice(1).reduce((sum, size, index) => sum + size * layerSizes[index]!, 0);
  const measured = Math.ceil(trainingBatches / batchesPerSample) * VALIDATION_IMAGES + TEST_IMAGES;
  return variants.length * weights * USES[network] * (3 * trainingBatches * batchSize + measured);
}
