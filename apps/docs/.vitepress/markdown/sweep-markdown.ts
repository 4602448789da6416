import { describeSweep, findSweep, markdownTable, type SweepResult } from '@bnlab/experiments';
import { figureChart } from '@bnlab/viz';
import { readSweepRecords } from '../../data/sweep-records';
import { chartHtml } from './chart-html';
import { figureSizes } from './figure-sizes';

/** The Markdown of one sweep: what it was to show, what came of it, and its records as charts or as a table. */
export function sweepMarkdown(name: string): string {
  const sweep = findSweep(name);
  if (!sweep) throw new Error(`sweepMarkdown: name must be that of a sweep, got '${name}'`);
  const records = readSweepRecords(name);
  if (!records) return notRecorded(name, sweep.title);
  const result = describeSweep(name, records);
  return [
    `<div class="sweep" id="sweep-${name}">`,
    '',
    verdict(result),
    '',
    result.figures.length > 0 ? charts(result) : markdownTable(result.table),
    '',
    `<p class="sweep-source">${result.caption} <code>bnlab sweep ${name}</code> makes these records.</p>`,
    '</div>',
  ].join('\n');
}

function notRecorded(name: string, title: string): string {
  return `<p class="missing-record">${title}: not recorded yet. <code>bnlab sweep ${name}</code> does it.</p>`;
}

/** What was expected, and in how many places it came out so: a verdict alone would hide how near it was. */
function verdict({ verdictLines }: SweepResult): string {
  return verdictLines
    .filter(({ kind }) => kind === 'expectation')
    .map(({ statement, words, reason, tally }) => {
      const places = tally === '' ? '' : ` It holds ${tally}.`;
      return `- ${statement} <strong>${words}</strong>: ${reason}.${places}`;
    })
    .join('\n');
}

function charts({ name, figures }: SweepResult): string {
  const drawn = figures.map((figure, index) => {
    const chart = chartHtml(figureChart(figure, figureSizes), { id: `sweep-${name}-${index}` });
    return `<figure class="chart">${chart}</figure>`;
  });
  return `<div class="sweep-charts">${drawn.join('')}</div>`;
}
