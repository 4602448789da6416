import { describeRecords, findPreset, markdownTable, type Preset, type RunRecord } from '@bnlab/experiments';
import { figureChart } from '@bnlab/viz';
import { readLessonRecords } from '../../data/lesson-records';
import { chartHtml } from './chart-html';
import { figureSizes } from './figure-sizes';
import { experimentAnchor } from './lesson-table';
import { runnable } from './runnable';

/** The Markdown of one experiment: a fold with what it shows, its figures as recorded, and the program that runs it. */
export function experimentMarkdown(name: string, template: string, words = ''): string {
  const preset = findPreset(name);
  const records = readLessonRecords().get(name) ?? [];
  return [
    `<ExperimentStory preset="${name}" title="${preset.title}">`,
    '',
    words.trim(),
    '',
    records.length > 0 ? recordedTable(preset, records) : notRecorded(name),
    '',
    runnable(`experiment-${name}`, withSettings(template, preset), { folded: true }),
    '',
    '</ExperimentStory>',
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

function notRecorded(name: string): string {
  return `<p class="missing-record">No run of <code>${name}</code> has been recorded yet. Run it here, or with <code>bnlab run ${name}</code>.</p>`;
}

function recorded({ name }: Preset, records: readonly RunRecord[]): string {
  const { experiments, lesson, others } = describeRecords([{ name, records: [...records] }]);
  const pictures = experiments.flatMap(({ figure, caption }, index) => {
    if (!figure) return [];
    const chart = chartHtml(figureChart(figure, figureSizes), {
      id: `chart-${experimentAnchor(name)}-${index}`,
    });
    return [`<figure class="chart">${chart}<figcaption>${caption}</figcaption></figure>`];
  });
  return [...pictures, '', markdownTable((lesson ?? others)!)].join('\n');
}

function recordedTable({ name }: Preset, records: readonly RunRecord[]): string {
  const { lesson, others } = describeRecords([{ name, records: [...records] }]);
  return markdownTable((lesson ?? others)!);
}
