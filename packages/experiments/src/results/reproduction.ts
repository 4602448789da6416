import { isRecordOf } from '../plan/is-record-of';
import { planRun } from '../plan/run-plan';
import { presets } from '../presets/find-preset';
import type { Preset } from '../presets/preset';
import { checkRecord } from '../record/check-records';
import type { NetworkRecord, Guesses, RunRecord } from '../record/run-record';
import bands from './reference-bands.json';

/** How an outcome of a network compares with what others got from the same experiment. All shares are in [0, 1]. */
export interface Reproduction {
  network: NetworkRecord;
  /** The measure compared: the accuracy on the test images, or the share of single images guessed right. */
  measure: 'test accuracy' | 'single guesses';
  value: number;
  /** The lesson's figure. */
  published: number;
  /** Lowest and highest value that count as the same outcome. */
  low: number;
  high: number;
  reproduced: boolean;
}

/** The rule that {@link reproductions} goes by, for people. */
export const reproductionRule =
  'reproduced: the test accuracy lies between the lowest and the highest of the published figure and five seeds of an ' +
  'independent implementation, give or take one percentage point. Of 200 single guesses: with batch statistics all name ' +
  'the same digit, with population statistics no fewer are right than three standard errors below the published share.';

const MARGIN = 0.01;

const references: Record<string, { withoutBatchNorm: number[]; withBatchNorm: number[] }> = bands.presets;

/**
 * Compares each network of a lesson's run with the lesson's figure and the reference implementation's. None for a preset
 * that the lesson does not have, and for a run whose settings are not all the preset's: it is no attempt at that figure.
 *
 * A repeat ("-again") is the same experiment once more, so it is compared with what that gave, and the lesson's two
 * figures of it.
 */
export function reproductions(record: RunRecord): Reproduction[] {
  checkRecord('reproductions', record);
  const preset = presets.find(({ name }) => name === record.preset);
  if (preset?.lesson === undefined || !isRecordOf(record, planRun(preset, record.seed))) return [];
  return record.networks.flatMap((network) => {
    const row = network.predictions
      ? compareGuesses(preset, network.predictions)
      : compareAccuracy(preset, network);
    return row === undefined ? [] : [{ network, ...row }];
  });
}

type Comparison = Omit<Reproduction, 'network'>;

function compareAccuracy({ name, lesson }: Preset, network: NetworkRecord): Comparison | undefined {
  const key = network.batchNorm ? 'withBatchNorm' : 'withoutBatchNorm';
  const published = lesson?.[key]?.test;
  if (published === undefined) return undefined;
  const original = name.replace(/-again$/, '');
  const figures = [
    ...(references[original]?.[key] ?? []),
    ...presets
      .filter((preset) => preset.name.replace(/-again$/, '') === original)
      .map((preset) => preset.lesson![key]!.test),
  ];
  const [low, high] = [Math.min(...figures) - MARGIN, Math.max(...figures) + MARGIN];
  const value = network.testAccuracy;
  return { measure: 'test accuracy', value, published, low, high, reproduced: value >= low && value <= high };
}

function compareGuesses(
  { lesson }: Preset,
  { statistics, guesses, accuracy }: Guesses,
): Comparison | undefined {
  const published = lesson?.predictions;
  if (published === undefined) return undefined;
  const compared = { measure: 'single guesses', value: accuracy, published } as const;
  // One digit is at most 11.35 % of the test images; of the first 200, no more than 16 %.
  if (statistics === 'batch')
    return { ...compared, low: 0, high: 0.16, reproduced: new Set(guesses).size === 1 };
  const low = published - 3 * Math.sqrt((published * (1 - published)) / guesses.length);
  return { ...compared, low, high: 1, reproduced: accuracy >= low };
}
