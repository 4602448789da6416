import { isDeepStrictEqual } from 'node:util';
import type { RunRecord } from '../record/run-record';
import type { RunPlan } from './run-plan';

/**
 * Whether a record is what a plan would give, were it carried out now: of the same seed and settings, and of all its
 * networks. Presets and sweeps may have changed since it was made.
 *
 * @param backend The TensorFlow.js backend that is asked for; without one any engine's record will do.
 */
export function isRecordOf(record: RunRecord, plan: RunPlan, backend?: string): boolean {
  const { preset, seed, settings, environment, networks } = record;
  const isSameRun =
    preset === plan.preset && seed === plan.seed && isDeepStrictEqual(settings, toJson(plan.settings));
  const isOnBackend =
    backend === undefined || (environment.engine === 'tfjs' && environment.backend === backend);
  const hasNetworks = plan.variants.every((variant) =>
    networks.some(({ batchNorm }) => batchNorm === variant),
  );
  return (
    isSameRun && isOnBackend && hasNetworks && networks.every((network) => hasPredictions(network, plan))
  );
}

function hasPredictions({ predictions }: RunRecord['networks'][number], plan: RunPlan): boolean {
  return (
    predictions?.statistics === plan.predictions?.statistics &&
    predictions?.guesses.length === plan.predictions?.count
  );
}

/** As a record holds it: without what is undefined. */
function toJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
