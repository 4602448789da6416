import type { AccuracySeries } from './accuracy-series';
import type { ChartWords } from '../chart/chart';
import { formatCount } from '../text/format-number';
import { resultPhrases } from './result-phrases';
import type { RunRecord } from '../records/run-record';
import { sentences } from '../text/sentences';

/** The words of a chart of accuracies; a title or subtitle that is given replaces ours. */
export function accuracyWords(
  records: readonly RunRecord[],
  series: readonly AccuracySeries[],
  options: WordOptions,
): ChartWords {
  const { reading = '', marks = 'Lines', lastStep } = options;
  const { title = defaultTitle(series) } = options;
  const { subtitle = [defaultSubtitle(records), reading].filter(Boolean).join(' · ') } = options;
  const { phrases = series.map(resultPhrases) } = options;
  const ends = series.map(({ name }, i) => `${name}: ${phrases[i]!.join(', ') || 'not measured yet'}.`);
  const axes = `${marks} of validation accuracy against training steps, 0 to ${formatCount(lastStep)}.`;
  return {
    title,
    subtitle,
    description: sentences(axes, ...ends, subtitle),
  };
}

interface WordOptions {
  /** What the label of each network says. Default: where its lines end. */
  readonly phrases?: readonly (readonly string[])[];
  /** How to read the chart, for the subtitle. */
  readonly reading?: string;
  /** What the chart is made of, for the description. */
  readonly marks?: string;
  readonly title?: string;
  readonly subtitle?: string;
  readonly lastStep: number;
}

function defaultTitle(series: readonly AccuracySeries[]): string {
  const kinds = new Set(series.map((one) => one.batchNorm));
  if (kinds.size > 1) return 'Validation accuracy with and without batch normalization';
  return `Validation accuracy ${kinds.has(true) ? 'with' : 'without'} batch normalization`;
}

function defaultSubtitle(records: readonly RunRecord[]): string {
  const rates = new Set(records.map((record) => record.settings?.learningRate));
  const [rate] = rates;
  const parts = [records[0]!.preset, seedText(records.map((record) => record.seed))];
  return [...parts, ...(rates.size === 1 && rate !== undefined ? [`learning rate ${rate}`] : [])].join(' · ');
}

/** Names up to six seeds, and counts more. */
function seedText(seeds: readonly (number | string)[]): string {
  const distinct = [...new Set(seeds)];
  if (distinct.length === 1) return `seed ${distinct[0]}`;
  return distinct.length <= 6 ? `seeds ${distinct.join(', ')}` : `${distinct.length} seeds`;
}
