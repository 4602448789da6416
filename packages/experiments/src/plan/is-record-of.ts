import isDeepEqual from 'fast-deep-equal';
import type { DataRecord } from '../record/data-record';
import type { RunRecord } from '../record/run-record';
import type { RunPlan } from './run-plan';

/**
 * Whether a record is what a plan would give, were it carried out now: of the same seed and settings, and of all its
 * networks. Presets and sweeps may have changed since it was made.
 *
 * @param backend The TensorFlow.js backend that is asked for; without one any engine's record will do.
 * @param data The images that it would be carried out on. A record of others of the same name is not the plan's; one that
 *   does not say is.
 */
export function isRecordOf(record: RunRecord, plan: RunPlan, backend?: string, data?: DataRecord): boolean {
  const { preset, seed, settings, environment, networks } = record;
  const isSameRun =
    preset === plan.preset && seed === plan.seed && isDeepEqual(settings, toJson(plan.settings));
  const isOnBackend =
    backend === undefined || (environment.engine === 'tfjs' && environment.backend === backend);
  const hasNetworks = plan.variants.every((variant) =>
    networks.some(({ batchNorm }) => batchNorm === variant),
  );
  return (
    isSameRun &&
    isOnBackend &&
    isOnData(record, plan, data) &&
    hasNetworks &&
    networks.every((network) => hasPredictions(network, plan))
  );
}

/** A plan that names no images means MNIST. */
function isOnData({ data: made }: RunRecord, { settings }: RunPlan, data: DataRecord | undefined): boolean {
  if (made === undefined) return true;
  if (made.name !== (settings.data ?? 'mnist')) return false;
  return data?.sha256 === undefined || made.sha256 === undefined || data.sha256 === made.sha256;
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
