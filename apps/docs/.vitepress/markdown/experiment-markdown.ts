import { findPreset, type Preset, type RunRecord } from '@bnlab/experiments';
import { accuracyChart, seedBands } from '@bnlab/viz';
import { count, percent } from '../../data/format';
import { readLessonRecords } from '../../data/lesson-records';
import { summarizeRuns, type NetworkSummary } from '../../data/summarize-runs';
import { chartHtml } from './chart-html';
import { experimentAnchor } from './lesson-table';
import { runnable } from './runnable';

/** The Markdown of one experiment: its chart and figures as recorded, and the program that runs it in the page. */
export function experimentMarkdown(name: string, template: string): string {
  const preset = findPreset(name);
  const program = runnable(`experiment-${name}`, withSettings(template, preset), { folded: true });
  const heading = `<p class="experiment-settings">${settingsLine(preset)}</p>`;
  return [
    `<div class="experiment" id="${experimentAnchor(name)}">`,
    heading,
    recordedRuns(name),
    '',
    program,
    '',
    '</div>',
  ].join('\n');
}

/** The Markdown of what was recorded of a preset: a chart over its seeds, and a row for each network. */
export function recordedRuns(name: string): string {
  const records = readLessonRecords().get(name) ?? [];
  return records.length > 0 ? recorded(findPreset(name), records) : notRecorded(name);
}

/** Puts a preset's values into the settings that the template begins with. */
export function withSettings(template: string, preset: Preset): string {
  const { activation, learningRate, standardDeviation, trainingBatches, batchesPerSample } = preset;
  const values = { activation, learningRate, standardDeviation, trainingBatches, batchesPerSample };
  return Object.entries(values).reduce((text, [key, value]) => {
    const line = new RegExp(`^  ${key}: .*,$`, 'm');
    if (!line.test(text))
      throw new Error(`withSettings: the template must have a line '  ${key}: ...,', got none`);
    return text.replace(line, `  ${key}: ${typeof value === 'string' ? `'${value}'` : value},`);
  }, template);
}

function settingsLine({ activation, learningRate, standardDeviation, trainingBatches }: Preset): string {
  return [
    `activation <b>${activation}</b>`,
    `learning rate <b>${learningRate}</b>`,
    `starting weights of deviation <b>${standardDeviation}</b>`,
    `<b>${count(trainingBatches)}</b> batches of 60`,
  ].join(' · ');
}

function notRecorded(name: string): string {
  return `<p class="missing-record">No run of <code>${name}</code> has been recorded yet. Run it here, or with <code>bnlab run ${name}</code>.</p>`;
}

/** Wide enough for a page; a phone scales it down a little. */
const SIZE = { width: 520, height: 380 } as const;

function recorded(preset: Preset, records: readonly RunRecord[]): string {
  const summary = summarizeRuns(records);
  const isMany = records.length > 2;
  const seeds = `Seed${records.length === 1 ? '' : 's'} ${records.map(({ seed }) => seed).join(', ')}`;
  const subtitle = isMany ? `${seeds}: the median, the middle half and all` : seeds;
  const options = { ...SIZE, title: titleOf(preset), subtitle };
  const chart = isMany ? seedBands(records, options) : accuracyChart(records, options);
  const picture = chartHtml(chart, { id: `chart-${experimentAnchor(preset.name)}` });
  const { lesson } = preset;
  const rows = [
    row('Without batch norm', summary.without, lesson && percentOrNone(lesson.withoutBatchNorm?.test)),
    row('With batch norm', summary.with, lesson && percentOrNone(lesson.withBatchNorm?.test)),
  ];
  return [
    `<figure class="chart">${picture}</figure>`,
    '',
    `| network | test accuracy, median | lowest to highest | failed runs |${lesson ? ' the lesson’s one run |' : ''}`,
    `| --- | ---: | ---: | ---: |${lesson ? ' ---: |' : ''}`,
    ...rows,
  ].join('\n');
}

function titleOf({ title, activation, learningRate, network }: Preset): string {
  if (network !== undefined) return title;
  return `${activation === 'relu' ? 'ReLU' : activation}, learning rate ${learningRate}`;
}

function row(name: string, { test, failed, seeds }: NetworkSummary, lesson: string | undefined): string {
  const range = `${percent(test.lowest)} to ${percent(test.highest)}`;
  const published = lesson === undefined ? '' : ` ${lesson} |`;
  return `| ${name} | ${percent(test.median)} | ${range} | ${failed} of ${seeds} |${published}`;
}

function percentOrNone(share: number | undefined): string {
  return share === undefined ? '' : percent(share);
}
