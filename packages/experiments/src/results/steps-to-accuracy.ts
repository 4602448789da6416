import { checkNetwork } from '../record/check-records';
import type { NetworkRecord } from '../record/run-record';
import { quartiles, type Quartiles } from '../statistics/quartiles';

/** Accuracies on the validation images that summaries say the way to. */
export const MILESTONES = [0.8, 0.9, 0.95] as const;

/** Quartiles of which any may lie beyond the end of the training: null. */
export type OpenQuartiles = { readonly [name in keyof Quartiles]: number | null };

/** How soon networks reach an accuracy on the validation images. */
export interface Reach {
  accuracy: number;
  /** Share of the networks that reached it at all. */
  reached: number;
  steps: OpenQuartiles;
  /** Of training alone, at each network's mean speed. */
  seconds: OpenQuartiles;
}

/** The first measured step at which a network's validation accuracy is at least so high; Infinity if it never was. */
export function stepsToAccuracy(network: NetworkRecord, accuracy: number): number {
  checkNetwork('stepsToAccuracy', network);
  const { steps, validationAccuracy } = network;
  const index = validationAccuracy.findIndex((measured) => measured >= accuracy);
  return index === -1 ? Infinity : steps[index]!;
}

/** How soon several networks reach an accuracy. */
export function reach(networks: readonly NetworkRecord[], accuracy: number): Reach {
  const steps = networks.map((network) => stepsToAccuracy(network, accuracy));
  const seconds = networks.map(({ stepsPerSecond }, index) => steps[index]! / stepsPerSecond);
  return {
    accuracy,
    reached: steps.filter(Number.isFinite).length / steps.length,
    steps: openQuartiles(steps),
    seconds: openQuartiles(seconds),
  };
}

function openQuartiles(values: readonly number[]): OpenQuartiles {
  const { lower, median, upper } = quartiles(values);
  const open = (value: number) => (Number.isFinite(value) ? value : null);
  return { lower: open(lower), median: open(median), upper: open(upper) };
}
