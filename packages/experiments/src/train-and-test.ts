import { checkOptions } from '@bnlab/arguments';
import { loadMnist, type MnistData } from '@bnlab/mnist';
import { planRun, type RunPlan } from './plan/run-plan';
import type { Overrides } from './plan/override-settings';
import { findPreset } from './presets/find-preset';
import type { Preset } from './presets/preset';
import { checksumOf } from './record/checksum';
import type { RunRecord } from './record/run-record';
import {
  trainNetwork,
  TRAINING_OPTIONS,
  type TrainedNetwork,
  type TrainNetworkOptions,
} from './train-network';

export interface TrainAndTestOptions extends TrainNetworkOptions {
  /** An integer from 0 to 2^32 - 1: everything random comes from it. Default 1. */
  seed?: number;
  /** Values to take instead of the preset's, by name: `{ trainingBatches: 500 }`. */
  overrides?: Overrides;
  /** The images; by default MNIST, as `loadMnist()` gives it. */
  data?: MnistData;
}

/**
 * Trains a network with and without batch norm from the same starting weights on the same batches in the same order,
 * and tests both.
 *
 * @returns The run's record; the same seed, settings and backend give the same record, speed and environment apart.
 * @throws ArgumentError if there is no such preset, or an option or a setting is not valid.
 * @throws The signal's reason when it is aborted.
 */
export async function trainAndTest(
  preset: string | Preset,
  options: TrainAndTestOptions = {},
): Promise<RunRecord> {
  checkOptions('trainAndTest', options, ['seed', 'overrides', 'data', ...TRAINING_OPTIONS]);
  const { seed = 1, overrides, data, ...training } = options;
  const plan = planRun(typeof preset === 'string' ? findPreset(preset) : preset, seed, overrides);
  const images = data ?? (await loadMnist());
  const trained = [];
  for (const batchNorm of plan.variants) trained.push(await trainNetwork(plan, batchNorm, images, training));
  return assembleRecord(plan, trained);
}

/**
 * The record of a run, from what training each of its networks gave. `commit` names the version of the program that ran it.
 */
export function assembleRecord(
  { preset, seed, settings }: RunPlan,
  trained: readonly TrainedNetwork[],
  { commit }: { commit?: string } = {},
): RunRecord {
  const { environment, data } = trained[0]!;
  const record: RunRecord = {
    ...{ schema: 1, preset, seed, settings },
    environment: { ...environment, ...(commit !== undefined && { commit }) },
    data,
    networks: trained.map(({ network }) => network),
  };
  return { ...record, checksum: checksumOf(record) };
}
