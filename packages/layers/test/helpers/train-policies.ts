import * as tf from '@tensorflow/tfjs';
import { batchNormalization, type BatchNormalizationConfig } from '../../src';

/** Options of the layer whose training depends on values of the batch, or on how many batches there were. */
export const policies: Record<string, BatchNormalizationConfig> = {
  'momentum: null': { momentum: null },
  "onNonFinite: 'error'": { onNonFinite: 'error' },
  'masked input': {},
};

/**
 * Trains models that depend on values which some backends give with promises only. Returns what went wrong, nothing where
 * all trained and moved their statistics to the batches' means.
 */
export async function trainPolicies(): Promise<string[]> {
  const problems: string[] = [];
  for (const [name, config] of Object.entries(policies)) {
    try {
      const mean = await trainedMean(name, config);
      if (!(Math.abs(mean - 2) < 1e-3)) problems.push(`${name}: a moving mean of ${mean}, not 2`);
    } catch (error) {
      problems.push(`${name}: ${String(error)}`);
    }
  }
  return problems;
}

async function trainedMean(name: string, config: BatchNormalizationConfig): Promise<number> {
  const inputShape = [2, 3];
  const isMasked = name === 'masked input';
  const layer = batchNormalization({ momentum: 0, ...config, ...(!isMasked && { inputShape }) });
  const masking = isMasked ? [tf.layers.masking({ maskValue: 0, inputShape })] : [];
  const model = tf.sequential({ layers: [...masking, layer] });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  // The second position is padding where it is masked.
  const second = isMasked ? [0, 0] : [3, 1];
  const rows = [
    [1, second[0]!],
    [3, second[1]!],
  ];
  const x = tf.tensor3d(rows.map((row) => row.map((value) => [value, value, value])));
  for (let step = 0; step < 3; step++) await model.trainOnBatch(x, tf.zerosLike(x));
  const [mean] = await layer.movingMean.read().data();
  tf.dispose(x);
  model.dispose();
  return mean!;
}
