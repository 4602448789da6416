import {
  judge,
  measureTable,
  type NamedSweep,
  quartiles,
  type Reproduction,
  reproductionRule,
  reproductions,
  type RunRecord,
  type Verdict,
} from '@bnlab/experiments';
import type { RecordSource } from '@bnlab/experiments/node';
import { groupRecords, type RecordGroup } from './group-records';
import { percent, percentRange } from './lesson-section';
import { machinesOf, reproducingCommand, seedRanges } from './provenance';
import { titleOf } from './title-of';

/** The tables of a collection of runs as Markdown, for a README: the lesson's, then one for each sweep. */
export function reportMarkdown(sources: readonly RecordSource[]): string {
  const groups = groupRecords(sources);
  return [...lessonTable(groups), ...otherTable(groups), ...groups.flatMap(sweepTable)].join('\n');
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
  const cells = [false, true].flatMap((batchNorm) =>
    outcome(rows.filter(({ network }) => network.batchNorm === batchNorm)),
  );
  return [[titleOf(preset), seedRanges(records), ...cells]];
}

function outcome(rows: readonly Reproduction[]): string[] {
  const [first] = rows;
  if (!first) return ['–', '–', '–'];
  const values = rows.map(({ value }) => value);
  const count = rows.filter(({ reproduced }) => reproduced).length;
  return [spread(values), percent(first.published), `${count} of ${rows.length}`];
}

/** Experiments with settings of their own that the lesson does not have. */
function otherTable(groups: readonly RecordGroup[]): string[] {
  const others = groups.filter(
    ({ swept, records }) =>
      swept.length === 0 && records.every((record) => reproductions(record).length === 0),
  );
  if (others.length === 0) return [];
  const head = ['experiment', 'seeds', 'without batch norm', 'with batch norm'];
  const rows = others.map(({ preset, records }) => [
    titleOf(preset),
    seedRanges(records),
    ...accuracies(records),
  ]);
  return [
    '## Other networks',
    '',
    'Test accuracy over seeds: median (lowest to highest).',
    '',
    markdownTable(head, rows),
    '',
  ];
}

function accuracies(records: readonly RunRecord[]): string[] {
  return [false, true].map((batchNorm) => {
    const networks = records.flatMap((record) =>
      record.networks.filter((one) => one.batchNorm === batchNorm),
    );
    return networks.length === 0 ? '–' : spread(networks.map(({ testAccuracy }) => testAccuracy));
  });
}

function sweepTable(group: RecordGroup): string[] {
  if (group.swept.length === 0) return [];
  const { runs, sweep } = group;
  const { head, rows } = measureTable(runs, sweep?.measure);
  return [
    `## ${titleOf(group.preset)}`,
    '',
    ...(sweep ? verdictLines(judge(sweep, runs)) : []),
    `${statistics(sweep)}, seeds ${seedRanges(group.records)}. ${machinesOf(group.records)}.`,
    '',
    markdownTable(head, rows),
    '',
    '```sh',
    reproducingCommand(group),
    '```',
    '',
  ];
}

function verdictLines({ claim, predictions }: Verdict): string[] {
  const lines = predictions.map(
    ({ text, holds }) => `- ${text} **${holds ? 'So it is.' : 'It is not so.'}**`,
  );
  return [`> ${claim}`, '', ...lines, ''];
}

/** What the numbers of a table are, over its seeds. */
function statistics(sweep: NamedSweep | undefined): string {
  if (sweep?.measure === 'steps to accuracy')
    return 'Batches, and seconds of training, to accuracies on the validation images: medians';
  if (sweep?.measure === 'drift')
    return 'Drift of the values before each activation, in their own deviations: medians';
  return 'Accuracy on the test images in percent: median (quartiles)';
}

function spread(values: readonly number[]): string {
  return `${percent(quartiles(values).median)} (${percentRange(Math.min(...values), Math.max(...values))})`;
}

/** A table in the form that Prettier gives it: columns as wide as their widest cell. */
export function markdownTable(names: readonly string[], cells: readonly (readonly string[])[]): string {
  const [head, ...rows] = [names, ...cells].map((row) => row.map((cell) => cell.replace('\n', ' ').trim()));
  const widths = head!.map((_, column) => Math.max(3, ...[head!, ...rows].map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head!), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
