import { ArgumentError, show } from '@bnlab/arguments';
import { engineOf } from '../network/engine-of';
import type { RunPlan } from './run-plan';

const VALIDATION_IMAGES = 5000;
const TEST_IMAGES = 10_000;

/** How often a weight is used for one image: the positions of a feature map of middling size, the rows of an LSTM. */
const USES = { dense: 1, convolutional: 9 * 100, residual: 9 * 50, recurrent: 28 } as const;

/** Products of a weight and a value per second, and seconds that a step takes beside them, on a core of 2024. */
const SPEEDS = {
  'dense step': { products: 6e10, perStep: 6e-5 },
  graph: { products: 6e10, perStep: 2e-4 },
  tfjs: { products: 3e9, perStep: 2e-3 },
} as const;

/**
 * About how many seconds a run takes on one core. A training step has three products for each that a measurement of
 * accuracy has.
 *
 * @throws ArgumentError if `plan` is no plan.
 */
export function runCost(plan: Pick<RunPlan, 'settings' | 'variants'>): number {
  checkPlan(plan);
  const { settings, variants } = plan;
  const { layerSizes, trainingBatches, batchSize, batchesPerSample, network = 'dense' } = settings;
  const weights = layerSizes.slice(1).reduce((sum, size, index) => sum + size * layerSizes[index]!, 0);
  const measured = Math.ceil(trainingBatches / batchesPerSample) * VALIDATION_IMAGES + TEST_IMAGES;
  const products = weights * USES[network] * (3 * trainingBatches * batchSize + measured);
  return variants.reduce((sum, normalized) => {
    const speed = SPEEDS[engineOf(settings, normalized)];
    return sum + products / speed.products + trainingBatches * speed.perStep;
  }, 0);
}

function checkPlan(plan: unknown): void {
  const { settings, variants } = Object(plan) as Record<string, unknown>;
  if (typeof settings === 'object' && Array.isArray(variants)) return;
  throw new ArgumentError('runCost', `plan must be a plan, as planRun gives it, got ${show(plan)}`);
}
