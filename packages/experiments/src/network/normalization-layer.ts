import { batchNormalization, groupNormalization } from '@bnlab/layers';
import type * as tf from '@tensorflow/tfjs';
import type { RunSettings } from '../record/run-settings';

/** Images that ghost batch norm takes together when the settings do not say. */
export const GHOST_BATCH_SIZE = 16;

/** Channels a group holds at least, as in the paper on group normalization. */
const GROUP_CHANNELS = 16;

/** Batch renormalization's bounds; its own schedule of 40,000 steps is longer than our trainings, so ours is in shares of them. */
const RENORM = { rMax: 3, dMax: 5, warmup: 0.05, rMaxReached: 0.4, dMaxReached: 0.25 };

/** The layer that a run's settings ask for, for a hidden layer of so many channels. */
export function normalizationLayer(settings: RunSettings, channels: number): tf.layers.Layer {
  const { normalization = 'batch', ghostBatchSize = GHOST_BATCH_SIZE, momentum, epsilon } = settings;
  if (normalization === 'group') return groupNormalization({ groups: groupsOf(channels), epsilon });
  const policy = { momentum, epsilon, onSingleValue: 'allow', onNonFinite: 'allow' } as const;
  switch (normalization) {
    case 'batch':
      return batchNormalization(policy);
    case 'ghost':
      return batchNormalization({ ...policy, ghostBatchSize });
    case 'renorm':
      return batchNormalization({ ...policy, renorm: renormSchedule(settings) });
  }
}

/** As many groups of the same size as leave at least 16 channels in each; one if there are fewer. */
export function groupsOf(channels: number): number {
  const most = Math.max(1, Math.floor(channels / GROUP_CHANNELS));
  for (let groups = most; groups > 1; groups--) if (channels % groups === 0) return groups;
  return 1;
}

function renormSchedule({ trainingBatches }: RunSettings) {
  const { rMax, dMax, warmup, rMaxReached, dMaxReached } = RENORM;
  const step = (share: number) => Math.ceil(share * trainingBatches);
  return { rMax, dMax, warmup: step(warmup), rMaxStep: step(rMaxReached), dMaxStep: step(dMaxReached) };
}
