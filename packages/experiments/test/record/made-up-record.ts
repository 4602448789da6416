import type { Overrides } from '../../src/plan/override-settings';
import { planRun } from '../../src/plan/run-plan';
import { findPreset } from '../../src/presets/find-preset';
import type { NetworkRecord, RunRecord } from '../../src/record/run-record';

/** A record of a preset with made-up results, for pages that are to be looked at and not to be believed. */
export function madeUpRecord(preset: string, seed: number, overrides: Overrides = {}): RunRecord {
  const { settings, variants, predictions } = planRun(findPreset(preset), seed, overrides);
  const networks = variants.map((batchNorm): NetworkRecord => {
    const final = (batchNorm ? 0.95 : 0.83) + seed / 1000;
    const network: NetworkRecord = {
      name: batchNorm ? 'With Batch Norm' : 'Without Batch Norm',
      batchNorm,
      steps: [0, settings.trainingBatches / 2, settings.trainingBatches],
      validationAccuracy: [0.1, final - 0.2, final],
      finalValidationAccuracy: final,
      testAccuracy: final,
      stepsPerSecond: 3000,
      diverged: false,
    };
    if (predictions) {
      const digits = Array.from({ length: predictions.count }, (_, index) => index % 10);
      const guesses = predictions.statistics === 'batch' ? digits.map(() => 3) : digits;
      const accuracy = predictions.statistics === 'batch' ? 0.1 : 1;
      network.predictions = { statistics: predictions.statistics, digits, guesses, accuracy };
    }
    return network;
  });
  const environment = { engine: 'compiled', backend: 'compiled', node: '20.0.0', versions: { tfjs: '4' } };
  return { schema: 1, preset, seed, settings, environment, networks };
}
