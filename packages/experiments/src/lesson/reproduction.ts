import { presets } from '../presets/find-preset';
import type { NetworkRecord, RunRecord } from '../record/run-record';
import bands from './reference-bands.json';

/** How a network's test accuracy compares with what others got from the same experiment. */
export interface Reproduction {
  network: NetworkRecord;
  /** The lesson's published test accuracy, where it has one. */
  published?: number;
  /** Lowest and highest test accuracy that count as the same outcome. */
  low: number;
  high: number;
  reproduced: boolean;
}

/** The rule that {@link reproductions} goes by, for people. */
export const reproductionRule =
  'reproduced: the test accuracy lies between the lowest and the highest of the published figure and five seeds of an ' +
  'independent implementation, give or take one percentage point';

const MARGIN = 0.01;

/** Below this a network has learned nothing: guessing one digit every time scores about 0.1. */
export const CHANCE = 0.15;

const references: Record<string, { withoutBatchNorm: number[]; withBatchNorm: number[] }> = bands.presets;

/**
 * Compares each network of a lesson's run with the lesson's figure and the reference implementation's.
 *
 * A repeat ("-again") is compared with the seeds of the experiment it repeats. A guess of single images must be at least
 * as far from, or as near to, right as the lesson says: batch statistics make it a constant guess.
 */
export function reproductions({ preset: name, networks }: RunRecord): Reproduction[] {
  const lesson = presets.find((preset) => preset.name === name)?.lesson;
  const reference = references[name.replace(/-again$/, '')];
  return networks.map((network) => {
    const key = network.batchNorm ? 'withBatchNorm' : 'withoutBatchNorm';
    const published = lesson?.[key]?.test;
    const figures = [...(reference?.[key] ?? []), ...(published === undefined ? [] : [published])];
    const repeated = name.endsWith('-again')
      ? presets.find((preset) => `${preset.name}-again` === name)
      : undefined;
    const original = repeated?.lesson?.[key]?.test;
    if (original !== undefined) figures.push(original);
    const [low, high] = [Math.min(...figures) - MARGIN, Math.max(...figures) + MARGIN];
    return {
      network,
      published,
      low,
      high,
      reproduced: network.testAccuracy >= low && network.testAccuracy <= high,
    };
  });
}
