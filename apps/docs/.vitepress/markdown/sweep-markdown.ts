import {
  drift,
  findSweep,
  hasFailed,
  type NamedSweep,
  type NetworkRecord,
  quartiles,
  type RunRecord,
} from '@bnlab/experiments';
import { networkRows, settingsHeatMap, sweepCurve, type Chart } from '@bnlab/viz';
import { count, percent, percentRange } from '../../data/format';
import { summarizeNetworks } from '../../data/summarize-runs';
import { readSweep, type SweepDocument } from '../../data/sweep-documents';
import { settingName, settingText, sweptAxes, type SettingName } from '../../data/swept-axes';
import { chartHtml } from './chart-html';

/** The Markdown of one sweep: what it was to show, what came of it, and its records as charts or as a table. */
export function sweepMarkdown(name: string): string {
  const sweep = findSweep(name);
  if (!sweep) throw new Error(`sweepMarkdown: name must be that of a sweep, got '${name}'`);
  const document = readSweep(name);
  if (!document) return notRecorded(name, sweep.title);
  return [
    `<div class="sweep" id="sweep-${name}">`,
    '',
    verdict(document),
    '',
    figures(sweep, document.records),
    '',
    `<p class="sweep-source">${source(document)}</p>`,
    '</div>',
  ].join('\n');
}

function notRecorded(name: string, title: string): string {
  return `<p class="missing-record">${title}: not recorded yet. <code>bnlab sweep ${name}</code> does it.</p>`;
}

function verdict({ verdict: { predictions } }: SweepDocument): string {
  return predictions
    .map(
      ({ text, holds }) => `- ${text} <strong>${holds ? 'It came true.' : 'It did not come true.'}</strong>`,
    )
    .join('\n');
}

function source({ verdict: { sweep, seeds }, records }: SweepDocument): string {
  const { trainingBatches, batchSize } = records[0]!.settings;
  const batches =
    new Set(records.map(({ settings }) => settings.batchSize)).size > 1 ? '' : ` of ${batchSize}`;
  return (
    `${count(trainingBatches)} batches${batches}, seeds ${seeds.join(', ')}: ` +
    `<code>bnlab sweep ${sweep}</code> makes these records.`
  );
}

/** Sweeps whose curves would lie on each other. */
const DIFFERS_LITTLE: readonly string[] = ['placement'];

/** Charts over a setting that has a scale, or over two; a table where none has. */
function figures({ name: sweep, measure }: NamedSweep, records: readonly RunRecord[]): string {
  const { scaled, panels } = sweptAxes(records);
  const [x, y] = scaled;
  const settings = [...panels, ...scaled];
  if (measure === 'drift') return table(records, settings, driftCell);
  if (measure === 'steps to accuracy') return table(records, settings, stepsCell);
  if (x === undefined || DIFFERS_LITTLE.includes(sweep)) return table(records, settings, accuracyCell);
  const groups = groupBy(records, panels);
  const charts = [...groups].map(([title, group], index) => {
    const chart = y === undefined ? curve(group, x, title) : heatMap(group, x, y, title);
    return `<figure class="chart">${chartHtml(chart, { id: `sweep-${sweep}-${index}` })}</figure>`;
  });
  return `<div class="sweep-charts">${charts.join('')}</div>`;
}

/** In pixels: wide enough for a page; a phone scales it down a little. */
const WIDTH = 460;

function curve(records: readonly RunRecord[], x: SettingName, title: string): Chart {
  const rows = rowsOf(records, (record) => ({ x: Number(settingText(record, x)) }));
  const values = rows.map((row) => row.x);
  const isLog = Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) >= 30;
  const setting = settingName(x);
  return sweepCurve(rows, {
    width: WIDTH,
    setting,
    scale: isLog ? 'log' : 'linear',
    title: title || setting,
  });
}

function heatMap(records: readonly RunRecord[], x: SettingName, y: SettingName, title: string): Chart {
  const rows = rowsOf(records, (record) => ({
    x: Number(settingText(record, x)),
    y: Number(settingText(record, y)),
  }));
  return settingsHeatMap(rows, { x: settingName(x), y: settingName(y), ...(title === '' ? {} : { title }) });
}

function rowsOf<Place>(records: readonly RunRecord[], placeOf: (record: RunRecord) => Place) {
  return networkRows(records, (network, record) => ({
    ...placeOf(record),
    network: nameOf(network, record),
    value: network.testAccuracy,
    failed: hasFailed(network),
  }));
}

/** Networks of one sweep that differ in where they are normalized are told apart by that. */
function nameOf({ name }: NetworkRecord, { settings: { placement } }: RunRecord): string {
  if (placement === undefined) return name;
  return placement === 'before-activation' ? 'Before the activation' : 'After the activation';
}

/** A row for each combination of settings, a column for each network. */
function table(
  records: readonly RunRecord[],
  settings: readonly SettingName[],
  cell: (networks: readonly NetworkRecord[]) => string,
): string {
  const networks = [...new Set(records.flatMap(namesOf))];
  const rows = [...groupBy(records, settings).values()].map((group) => [
    ...settings.map((name) => settingText(group[0]!, name)),
    ...networks.map((name) => cell(networksOf(group, name))),
  ]);
  const head = [...settings.map((name) => settingName(name)), ...networks];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map((_, i) => (i < settings.length ? '---' : '---:'))),
    ...rows.map(line),
  ].join('\n');
}

function namesOf(record: RunRecord): string[] {
  return record.networks.map((network) => nameOf(network, record));
}

function networksOf(records: readonly RunRecord[], name: string): NetworkRecord[] {
  return records.flatMap((record) => record.networks.filter((network) => nameOf(network, record) === name));
}

function accuracyCell(networks: readonly NetworkRecord[]): string {
  if (networks.length === 0) return '';
  const { test } = summarizeNetworks(networks);
  return `**${percent(test.median)}** ${percentRange(test)}`;
}

function stepsCell(networks: readonly NetworkRecord[]): string {
  const steps = summarizeNetworks(networks).stepsTo[90];
  return steps === null ? 'never' : count(steps);
}

/** How far the values before each activation wandered: the median over seeds, from the first layer to the last. */
function driftCell(networks: readonly NetworkRecord[]): string {
  const runs = networks.map(drift);
  const layers = runs[0]?.map((_, layer) => quartiles(runs.map((run) => run[layer]!)).median) ?? [];
  return layers.map((value) => (Number.isFinite(value) ? value.toFixed(1) : '∞')).join(', ');
}

/** The records of each combination of some settings, by a name of it. */
function groupBy(records: readonly RunRecord[], settings: readonly SettingName[]): Map<string, RunRecord[]> {
  const groups = new Map<string, RunRecord[]>();
  for (const record of records) {
    const title = settings.map((name) => `${settingName(name)} ${settingText(record, name)}`).join(', ');
    groups.set(title, [...(groups.get(title) ?? []), record]);
  }
  return groups;
}
