import type { Table } from '@bnlab/experiments';
import { tableHtml } from './table-html';

/** The lesson's table: ours over seeds beside the lesson's figure. */
export function lessonSection(table: Table | undefined): string {
  if (!table) return '';
  return `<section id="lesson"><h2>The lesson’s table</h2>${tableHtml(table)}</section>`;
}
