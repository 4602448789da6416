import type { Table } from '@bnlab/experiments';
import { tableHtml } from './table-html';

/** Experiments that are no attempts at a figure of the lesson. */
export function othersSection(table: Table | undefined): string {
  if (!table) return '';
  return `<section id="others"><h2>Other experiments</h2>${tableHtml(table)}</section>`;
}
