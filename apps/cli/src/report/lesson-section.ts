import { quartiles, type Reproduction, reproductionRule, reproductions } from '@bnlab/experiments';
import { htmlEscape } from 'escape-goat';
import type { RecordGroup } from './group-records';
import { titleOf } from './title-of';

/** The lesson's table: ours over seeds beside the lesson's figure, for every experiment of the lesson that was run. */
export function lessonSection(groups: readonly RecordGroup[]): string {
  const rows = groups.map((group) => lessonRow(group)).filter((row) => row !== '');
  if (rows.length === 0) return '';
  return `<section id="lesson"><h2>The lesson’s table</h2>
<p>Accuracy on the 10,000 test images, or on the single images guessed: the median over seeds, the lowest and the highest
below it. ${htmlEscape(capitalized(reproductionRule))}</p>
<div class="scroll" tabindex="0" role="region" aria-label="The lesson’s table"><table>
<thead><tr><th rowspan="2" scope="col">experiment</th><th colspan="3" scope="colgroup">without batch norm</th>
<th colspan="3" scope="colgroup">with batch norm</th></tr>
<tr>${'<th scope="col">ours</th><th scope="col">lesson</th><th scope="col">reproduced</th>'.repeat(2)}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div></section>`;
}

function lessonRow({ preset, records }: RecordGroup): string {
  const all = records.flatMap(reproductions);
  if (all.length === 0) return '';
  const cells = [false, true].map((batchNorm) =>
    outcomeCells(all.filter(({ network }) => network.batchNorm === batchNorm)),
  );
  return `<tr><th scope="row">${htmlEscape(titleOf(preset))}</th>${cells.join('')}</tr>`;
}

function outcomeCells(rows: readonly Reproduction[]): string {
  const [first] = rows;
  if (first === undefined) return '<td>–</td><td>–</td><td>–</td>';
  const values = rows.map(({ value }) => value);
  const count = rows.filter(({ reproduced }) => reproduced).length;
  const word = count === rows.length ? 'yes' : 'no';
  return (
    `<td>${percent(quartiles(values).median)}<br><small>${percentRange(Math.min(...values), Math.max(...values))}` +
    `</small></td><td>${percent(first.published)}</td>` +
    `<td class="${word}">${count} of ${rows.length}</td>`
  );
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A share as a percentage. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

/** Two shares as a range of percentages. */
export function percentRange(low: number, high: number): string {
  return `${(100 * low).toFixed(2)}–${percent(high)}`;
}
