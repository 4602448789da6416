import { lessonPresets, type Preset, type PublishedResult } from '@bnlab/experiments';
import { percent, percentRange } from '../../data/format';
import { readLessonRecords, type LessonRecords } from '../../data/lesson-records';
import { summarizeRuns, type NetworkSummary } from '../../data/summarize-runs';

/** The Markdown of one table with all of the lesson's experiments: the recorded runs beside the published one. */
export function lessonTable(): string {
  const records = readLessonRecords();
  return [
    '| experiment | without batch norm | failed | the lesson | with batch norm | failed | the lesson |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lessonPresets.map((preset) => tableRow(preset, records)),
  ].join('\n');
}

function tableRow(preset: Preset, records: LessonRecords): string {
  const { name, lesson } = preset;
  const chapter = name.endsWith('-again') && name.startsWith('bad') ? 'when-it-fails' : 'experiments';
  const link = `[${name}](./lesson/${chapter}#${experimentAnchor(name)})`;
  const runs = records.get(name);
  const summary = runs && summarizeRuns(runs);
  const cells = [
    ...summaryCells(summary?.without),
    published(lesson?.withoutBatchNorm),
    ...summaryCells(summary?.with),
    published(lesson?.withBatchNorm),
  ];
  return `| ${link} | ${cells.join(' | ')} |`;
}

function published(result: PublishedResult | undefined): string {
  return result ? percent(result.test) : '';
}

function summaryCells(summary: NetworkSummary | undefined): string[] {
  if (!summary) return ['not recorded', ''];
  const { test, failed, seeds } = summary;
  return [`**${percent(test.median)}** ${percentRange(test)}`, `${failed} of ${seeds}`];
}

/** The id of an experiment in its chapter. Without dots, which CSS selectors would take for classes. */
export function experimentAnchor(preset: string): string {
  return preset.replaceAll('.', '-');
}
