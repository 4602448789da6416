import type { DecidingDifference, RecordsResult, VerdictLine } from '@bnlab/experiments';
import { htmlEscape } from 'escape-goat';
import { figureId } from './figure-id';
import { forestAxis, forestInterval, forestScale } from './forest-interval';
import { decisionHtml } from './verdict-html';

/** An expectation of a claim, and the difference that decides it. */
interface Row {
  id: string;
  line: VerdictLine;
  deciding: DecidingDifference;
}

/** A forest plot: for everything that a claim expects the paired difference that decides it, with its interval. */
export function forestSection(sweeps: RecordsResult['sweeps']): string {
  const lines = sweeps.flatMap(({ source, name, data, verdictLines }) =>
    verdictLines
      .filter(({ kind }) => kind === 'expectation')
      .map((line) => ({ id: figureId(source, name, ...(data === undefined ? [] : [data])), line })),
  );
  const rows = lines.flatMap(({ id, line }) =>
    line.deciding ? [{ id, line, deciding: line.deciding }] : [],
  );
  if (rows.length === 0) return '';
  const units = [...new Set(rows.map(({ deciding }) => deciding.unit))];
  const left = lines.length - rows.length;
  const rest =
    left === 0 ? '' : ` Expectations without a difference to draw: ${left}; the abstract says why.`;
  const bodies = units.map((unit) =>
    unitRows(
      unit,
      rows.filter(({ deciding }) => deciding.unit === unit),
    ),
  );
  return `<section id="differences"><h2>The differences</h2>
<p>For everything that a claim expects, the paired difference over seeds that decides it: above 0, to the right of the line, is
as expected.${rest}</p>
<div class="scroll" tabindex="0" role="region" aria-label="The differences"><table>
<caption>Means of paired differences over seeds, with their 95 % intervals. Axes are linear near 0 and logarithmic farther out</caption>
<thead><tr><th scope="col" class="words">expected</th><th scope="col" class="words">decided at</th><th scope="col" class="words">difference</th><th scope="col" class="words">verdict</th></tr></thead>
${bodies.join('\n')}</table></div></section>`;
}

function unitRows(unit: string, rows: readonly Row[]): string {
  const scale = forestScale(rows.flatMap(({ deciding: { low, high } }) => [low, high]));
  const body = rows.map(
    ({ id, line, deciding }) =>
      htmlEscape`<tr><td class="words"><a href="#${id}">${line.statement}</a></td><td class="words">${deciding.place}</td>` +
      `<td class="words">${forestInterval(deciding, scale, line.decision)}<small>${htmlEscape(deciding.text)}</small></td>` +
      `<td class="words">${decisionHtml(line)}</td></tr>`,
  );
  const head = htmlEscape`<tr class="unit"><th scope="rowgroup" colspan="2">In ${unit}</th>`;
  return `<tbody>${head}<td class="words">${forestAxis(scale)}</td><td></td></tr>${body.join('')}</tbody>`;
}
