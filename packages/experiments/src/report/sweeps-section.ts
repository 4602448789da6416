import { toSvg } from '@bnlab/viz/node';
import { htmlEscape } from 'escape-goat';
import { presets } from '../presets/find-preset';
import { findSweep } from '../sweep/named-sweeps';
import { summarizeCell, type VariantSummary } from '../sweep/summarize-sweep';
import { figureId } from './figure-id';
import { gridOf, settingText } from './grid-cells';
import type { RecordGroup } from './group-records';
import { percent, percentRange } from './lesson-section';
import { provenanceHtml, seedRanges } from './provenance';
import { points } from './report-markdown';
import { sweepCharts } from './sweep-charts';
import { verdictOf } from './sweep-verdict';
import { settingName } from './swept-axes';

/** The sweeps: what each was to show, and test accuracy over seeds in every cell of its grid. */
export function sweepsSection(groups: readonly RecordGroup[]): string {
  const sweeps = groups.filter(({ swept }) => swept.length > 0);
  if (sweeps.length === 0) return '';
  return `<section id="sweeps"><h2>The sweeps</h2>
<p>A line is the median over seeds, a band the middle half. A run has failed when its loss is no longer a number, or when it
does no better on the test images than naming one digit for all.</p>
${sweeps.map(sweepArticle).join('\n')}</section>`;
}

function sweepArticle(group: RecordGroup): string {
  const { preset } = group;
  const title = findSweep(preset)?.title ?? presets.find(({ name }) => name === preset)?.title ?? preset;
  const charts = sweepCharts(group).map((chart, index) => {
    const id = `${figureId(group)}-${index}`;
    return `<figure>${toSvg(chart, { colorScheme: 'inherit', id })}</figure>`;
  });
  const numbers = sweepTable(group);
  return `<article id="${figureId(group)}"><h3>${htmlEscape(title)}</h3>${verdictHtml(group)}
${charts.length > 0 ? `<div class="figures">${charts.join('\n')}</div>` : numbers}
<p class="caption">${caption(group)}</p>
${charts.length > 0 ? `<details><summary>The numbers</summary>${numbers}</details>` : ''}${provenanceHtml(group)}</article>`;
}

function caption({ preset, records, swept }: RecordGroup): string {
  const varied = swept.map(settingName).join(' and ');
  return (
    `<strong>${htmlEscape(preset)}</strong>: ` + htmlEscape`${varied} varied, seeds ${seedRanges(records)}.`
  );
}

/** The claim behind a sweep, what it predicts, and whether that came true. */
function verdictHtml(group: RecordGroup): string {
  const verdict = verdictOf(group);
  if (!verdict) return '';
  const { claim, predictions, seeds } = verdict;
  const outcomes = predictions.map(
    ({ text, holds }) =>
      htmlEscape`<li>${text} ` +
      `<strong class="${holds ? 'yes' : 'no'}">${holds ? 'So it is.' : 'It is not so.'}</strong></li>`,
  );
  return (
    htmlEscape`<p><em>${claim}</em> If that is true, ${seeds.length} seeds show:</p>` +
    `<ul>${outcomes.join('')}</ul>`
  );
}

function sweepTable({ records, swept, preset }: RecordGroup): string {
  const rows = gridOf({ records, swept }).map((cell) => {
    const { withoutBatchNorm, withBatchNorm, difference } = summarizeCell(
      { preset, overrides: {} },
      cell.records,
    );
    const values = cell.values.map((value) => `<td>${htmlEscape(settingText(value))}</td>`);
    const gap = difference
      ? `${points(difference.mean)}<br><small>${points(difference.low)} to ${points(difference.high)}</small>`
      : '–';
    return `<tr>${values.join('')}${variantCells(withoutBatchNorm)}${variantCells(withBatchNorm)}<td>${gap}</td></tr>`;
  });
  const heads = swept
    .map((name) => htmlEscape`<th scope="col" rowspan="2">${settingName(name)}</th>`)
    .join('');
  return (
    `<div class="scroll" tabindex="0" role="region" aria-label="${htmlEscape(`Results of the sweep ${preset}`)}"><table>` +
    `<caption>accuracy on the test images: median, and quartiles below</caption>` +
    `<thead><tr>${heads}<th scope="colgroup" colspan="2">without batch norm</th><th scope="colgroup" colspan="2">with batch norm</th>` +
    `<th scope="col" rowspan="2">with − without<br><small>95 % interval</small></th></tr>` +
    `<tr>${'<th scope="col">accuracy</th><th scope="col">failed</th>'.repeat(2)}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
  );
}

function variantCells(summary: VariantSummary | undefined): string {
  if (!summary) return '<td>–</td><td>–</td>';
  const { lower, median, upper } = summary.testAccuracy;
  return (
    `<td>${percent(median)}<br><small>${percentRange(lower, upper)}</small></td>` +
    `<td>${Math.round(100 * summary.failed)} %</td>`
  );
}
