import { judge, measureTable } from '@bnlab/experiments';
import { toSvg } from '@bnlab/viz/node';
import { htmlEscape } from 'escape-goat';
import { figureId } from './figure-id';
import type { RecordGroup } from './group-records';
import { provenanceHtml, seedRanges } from './provenance';
import { sweepCharts } from './sweep-charts';
import { settingName } from './swept-axes';
import { titleOf } from './title-of';

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
  const charts = sweepCharts(group).map((chart, index) => {
    const id = `${figureId(group)}-${index}`;
    return `<figure>${toSvg(chart, { colorScheme: 'inherit', id })}</figure>`;
  });
  const numbers = sweepTable(group);
  return `<article id="${figureId(group)}"><h3>${htmlEscape(titleOf(group.preset))}</h3>${verdictHtml(group)}
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
function verdictHtml({ sweep, runs }: RecordGroup): string {
  if (!sweep) return '';
  const { claim, predictions, seeds } = judge(sweep, runs);
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

function sweepTable(group: RecordGroup): string {
  const { head, rows } = measureTable(group.runs, group.sweep?.measure);
  const align = head.map((_, column) =>
    rows.some((row) => /\d/.test(row[column]!)) ? '' : ' class="words"',
  );
  const heads = head.map(
    (name, column) => `<th scope="col"${align[column]}>${htmlEscape(name).replace('\n', '<br>')}</th>`,
  );
  const body = rows.map(
    (row) => `<tr>${row.map((cell, column) => `<td${align[column]}>${htmlEscape(cell)}</td>`).join('')}</tr>`,
  );
  return (
    `<div class="scroll" tabindex="0" role="region" aria-label="${htmlEscape(`Results of the sweep ${group.preset}`)}">` +
    `<table><thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
  );
}
