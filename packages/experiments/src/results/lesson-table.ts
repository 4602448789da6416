import { findPreset, presets } from '../presets/find-preset';
import { checkRecords } from '../record/check-records';
import type { RunRecord } from '../record/run-record';
import { reproductions, type Reproduction } from './reproduction';
import { spread } from './summarize-networks';
import { NONE, number, words, type Table, type TableRow } from './table';
import { percent, percentRange, seedRanges, sentenceCase } from './words';
import { reproductionRule } from './reproduction';

/**
 * The lesson's table: ours over seeds beside the lesson's figure, for every experiment of the lesson that was run with
 * the lesson's settings.
 *
 * @param chosen Presets to show. Default: all of which there are runs.
 * @returns `undefined` if there is no such run.
 */
export function lessonTable(records: readonly RunRecord[], chosen?: readonly string[]): Table | undefined {
  checkRecords('lessonTable', records);
  const names = presets.map(({ name }) => name).filter((name) => chosen?.includes(name) ?? true);
  const rows = names.flatMap((name) => lessonRow(name, records));
  if (rows.length === 0) return undefined;
  return {
    caption:
      'Accuracy on the test images, or on the single images guessed, over seeds: median (lowest to highest). The ' +
      `lesson's own figure is of one run. ${sentenceCase(reproductionRule)}`,
    columns: [
      words('experiment'),
      words('seeds'),
      ...['without', 'with'].flatMap((kind) => [
        number(`${kind}:\nours`),
        number('lesson'),
        number('reproduced'),
      ]),
    ],
    rows,
  };
}

function lessonRow(name: string, records: readonly RunRecord[]): TableRow[] {
  const attempts = records
    .filter(({ preset }) => preset === name)
    .filter((record) => reproductions(record).length > 0);
  if (attempts.length === 0) return [];
  const compared = attempts.flatMap(reproductions);
  const cells = [false, true].flatMap((batchNorm) =>
    outcomeCells(compared.filter(({ network }) => network.batchNorm === batchNorm)),
  );
  return [{ id: name, cells: [findPreset(name).title, seedRanges(attempts), ...cells] }];
}

function outcomeCells(compared: readonly Reproduction[]): string[] {
  const [first] = compared;
  if (!first) return [NONE, NONE, NONE];
  const { median, lowest, highest } = spread(compared.map(({ value }) => value));
  const reproduced = compared.filter((one) => one.reproduced).length;
  return [
    `${percent(median)} (${percentRange(lowest, highest)})`,
    percent(first.published),
    `${reproduced} of ${compared.length}`,
  ];
}
