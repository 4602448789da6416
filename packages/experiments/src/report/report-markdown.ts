import { reproductionRule, reproductions, type Reproduction } from '../lesson/reproduction';
import { presets } from '../presets/find-preset';
import { summarizeCell, type VariantSummary } from '../sweep/summarize-sweep';
import { quartiles } from '../sweep/summary';
import type { RecordSource } from './find-records';
import { gridOf, settingText, type GridCell } from './grid-cells';
import { groupRecords, type RecordGroup } from './group-records';
import { percent, percentRange } from './lesson-section';
import { machinesOf, reproducingCommand, seedRanges } from './provenance';

/** The tables of a collection of runs as Markdown, for a README: the lesson's, then one for each sweep. */
export function reportMarkdown(sources: readonly RecordSource[]): string {
  const groups = groupRecords(sources);
  return [...lessonTable(groups), ...groups.flatMap(sweepTable)].join('\n');
}

function lessonTable(groups: readonly RecordGroup[]): string[] {
  const rows = groups.flatMap(lessonRow);
  if (rows.length === 0) return [];
  return [
    '## The lesson',
    '',
    `Test accuracy over seeds: median (lowest to highest). The lesson's own figure is of one run. ${reproductionRule}`,
    '',
    markdownTable(
      ['experiment', 'seeds', 'without: ours', 'lesson', 'reproduced', 'with: ours', 'lesson', 'reproduced'],
      rows,
    ),
    '',
  ];
}

function lessonRow({ preset, records }: RecordGroup): string[][] {
  const rows = records.flatMap(reproductions);
  if (rows.length === 0) return [];
  const title = presets.find(({ name }) => name === preset)?.title ?? preset;
  const cells = [false, true].flatMap((batchNorm) =>
    outcome(rows.filter(({ network }) => network.batchNorm === batchNorm)),
  );
  return [[title, seedRanges(records), ...cells]];
}

function outcome(rows: readonly Reproduction[]): string[] {
  const [first] = rows;
  if (!first) return ['–', '–', '–'];
  const values = rows.map(({ value }) => value);
  const count = rows.filter(({ reproduced }) => reproduced).length;
  return [
    `${percent(quartiles(values).median)} (${percentRange(Math.min(...values), Math.max(...values))})`,
    percent(first.published),
    `${count} of ${rows.length}`,
  ];
}

function sweepTable(group: RecordGroup): string[] {
  if (group.swept.length === 0) return [];
  const rows = gridOf(group).map((cell) => [...cell.values.map(settingText), ...cellOutcome(cell)]);
  return [
    `## ${group.source}: ${group.preset}`,
    '',
    `Test accuracy: median (quartiles) over seeds ${seedRanges(group.records)}. ${machinesOf(group.records)}.`,
    '',
    markdownTable(
      [
        ...group.swept,
        'without batch norm',
        'failed',
        'with batch norm',
        'failed',
        'with − without (95 % interval)',
      ],
      rows,
    ),
    '',
    '```sh',
    reproducingCommand(group),
    '```',
    '',
  ];
}

function cellOutcome({ records }: GridCell): string[] {
  const { withoutBatchNorm, withBatchNorm, difference } = summarizeCell(
    { preset: records[0]!.preset, overrides: {} },
    records,
  );
  const gap = difference
    ? `${points(difference.mean)} (${points(difference.low)} to ${points(difference.high)})`
    : '–';
  return [...variant(withoutBatchNorm), ...variant(withBatchNorm), gap];
}

function variant(summary: VariantSummary | undefined): string[] {
  if (!summary) return ['–', '–'];
  const { lower, median, upper } = summary.testAccuracy;
  return [`${percent(median)} (${percentRange(lower, upper)})`, `${Math.round(100 * summary.failed)} %`];
}

/** A difference of accuracies in percentage points. */
export function points(difference: number): string {
  return `${difference >= 0 ? '+' : '−'}${Math.abs(100 * difference).toFixed(2)}`;
}

/** A table in the form that Prettier gives it: columns as wide as their widest cell. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
