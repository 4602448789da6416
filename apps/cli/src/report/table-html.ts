import type { Table } from '@bnlab/experiments';
import { htmlEscape } from 'escape-goat';

/** A table as HTML that scrolls where a page is narrow: words on the left, numbers on the right. */
export function tableHtml({ caption, columns, rows }: Table): string {
  const className = columns.map(({ kind }) => (kind === 'words' ? ' class="words"' : ''));
  const text = (cell: string) => htmlEscape(cell).replaceAll('\n', '<br>');
  const heads = columns.map(({ name }, column) => `<th scope="col"${className[column]}>${text(name)}</th>`);
  const body = rows.map(
    ({ cells }) =>
      `<tr>${cells.map((cell, column) => `<td${className[column]}>${text(cell)}</td>`).join('')}</tr>`,
  );
  return (
    `<div class="scroll" tabindex="0" role="region" aria-label="${htmlEscape(caption)}"><table>` +
    `<caption>${htmlEscape(caption)}</caption>` +
    `<thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
  );
}
