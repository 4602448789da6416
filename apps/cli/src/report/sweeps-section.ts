import type { RecordsResult, SweepResult } from '@bnlab/experiments';
import { figureChart } from '@bnlab/viz';
import { toSvg } from '@bnlab/viz/node';
import { htmlEscape } from 'escape-goat';
import { figureCaption } from './figure-caption';
import { figureId } from './figure-id';
import { figureSizes } from './figure-sizes';
import { provenanceHtml } from './provenance-html';
import { tableHtml } from './table-html';
import { decisionHtml } from './verdict-html';

/** The sweeps: what each was to show, what came of it, and its cells as figures and numbers. */
export function sweepsSection(sweeps: RecordsResult['sweeps']): string {
  if (sweeps.length === 0) return '';
  return `<section id="sweeps"><h2>The sweeps</h2>
<p>A line is the median over seeds, a band the middle half. A run has failed when its loss is no longer a number, or when it
does no better on the test images than naming one digit for all.</p>
${sweeps.map(sweepArticle).join('\n')}</section>`;
}

function sweepArticle(result: RecordsResult['sweeps'][number]): string {
  const { source, name, data, title, caption, figures, table, provenance } = result;
  const id = figureId(source, name, ...(data === undefined ? [] : [data]));
  const charts = figures.map((figure, index) => {
    const svg = toSvg(figureChart(figure, figureSizes), { colorScheme: 'inherit', id: `${id}-${index}` });
    return `<figure>${svg}<figcaption>${htmlEscape(figureCaption(figure))}</figcaption></figure>`;
  });
  const numbers = tableHtml(table);
  return `<article id="${id}"><h3>${htmlEscape(title)}</h3>${verdictHtml(result)}
${charts.length > 0 ? `<div class="figures">${charts.join('\n')}</div>` : numbers}
<p class="caption">${htmlEscape`<strong>${name}</strong>. ${caption}`}</p>
${charts.length > 0 ? `<details><summary>The numbers</summary>${numbers}</details>` : ''}${provenanceHtml(provenance)}</article>`;
}

/** The claim behind a sweep, what it expects, and what the runs say. */
function verdictHtml({ verdictLines: [claim, ...expectations] }: SweepResult): string {
  if (!claim) return '';
  const items = expectations.map(
    (line) => `<li>${htmlEscape(line.statement)} ${decisionHtml(line)}${htmlEscape`: ${line.reason}.`}</li>`,
  );
  return `<p><em>${htmlEscape(claim.statement)}</em> ${decisionHtml(claim)}.</p><ul>${items.join('')}</ul>`;
}
