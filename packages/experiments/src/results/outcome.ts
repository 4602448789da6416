import { max } from 'd3-array';
import { checkNetwork } from '../record/check-records';
import type { NetworkRecord } from '../record/run-record';
import { count, percent } from './words';

/** Below this accuracy a network has learned nothing: always naming one digit scores about 0.1. */
export const CHANCE = 0.15;

/** A validation accuracy that chance does not reach: a network that had it had learned. */
const LEARNED = 2 * CHANCE;

/** How the training of a network ended. */
export type Outcome = 'learned' | 'never learned' | 'collapsed' | 'diverged';

/** Whether a network ended with nothing learned: it diverged, or does no better than naming one digit. */
export function hasFailed(network: NetworkRecord): boolean {
  checkNetwork('hasFailed', network);
  const { diverged, testAccuracy } = network;
  return diverged || testAccuracy < CHANCE;
}

/**
 * How the training of a network ended: `diverged` if its loss was not finite, `collapsed` if it ended with nothing learned
 * although it had learned before, `never learned` if it had not.
 */
export function outcomeOf(network: NetworkRecord): Outcome {
  checkNetwork('outcomeOf', network);
  if (network.diverged) return 'diverged';
  if (!hasFailed(network)) return 'learned';
  return peakOf(network).validationAccuracy >= LEARNED ? 'collapsed' : 'never learned';
}

/** The highest measured validation accuracy, and the first step that had it. */
export function peakOf(
  network: Pick<NetworkRecord, 'steps' | 'validationAccuracy'>,
): NonNullable<NetworkRecord['peak']> {
  checkNetwork('peakOf', network);
  const { steps, validationAccuracy } = network;
  const highest = max(validationAccuracy) ?? 0;
  return { validationAccuracy: highest, step: steps[validationAccuracy.indexOf(highest)] ?? 0 };
}

/** The outcome in words: `collapsed by step 25,000, after 97.30 %`. */
export function outcomeText(network: NetworkRecord): string {
  const outcome = outcomeOf(network);
  if (outcome !== 'collapsed') return outcome;
  const last = network.validationAccuracy.findLastIndex((accuracy) => accuracy >= LEARNED);
  const step = network.steps[last + 1] ?? network.steps.at(-1)!;
  return `collapsed by step ${count(step)}, after ${percent(peakOf(network).validationAccuracy)}`;
}

/** How many of several networks failed, and how: `0/5`, `5/5 never learned`, `3/5 (2 never learned, 1 diverged)`. */
export function failureText(networks: readonly NetworkRecord[]): string {
  const failures = networks.map(outcomeOf).filter((outcome) => outcome !== 'learned');
  const kinds = [...new Set(failures)];
  const counted = `${failures.length}/${networks.length}`;
  if (kinds.length <= 1) return [counted, ...kinds].join(' ');
  const parts = kinds.map((kind) => `${failures.filter((each) => each === kind).length} ${kind}`);
  return `${counted} (${parts.join(', ')})`;
}
