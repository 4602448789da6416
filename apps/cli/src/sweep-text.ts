import type { SweepResult } from '@bnlab/experiments';
import { paragraph } from './paragraph';
import { textTable } from './text-table';

/** Text wider than this is hard to read. */
const WIDEST_TEXT = 100;

/** What a sweep's runs gave, as text for a terminal of some columns: its table, then the claim and what became of it. */
export function sweepText({ title, table, verdictLines }: SweepResult, columns = Infinity): string {
  const width = Math.min(columns, WIDEST_TEXT);
  const statements = verdictLines.map(({ kind, statement, words, reason }) => {
    const indent = kind === 'claim' ? '' : '  ';
    const judged = reason === '' ? `${words}.` : `${words}: ${reason}.`;
    return [paragraph(statement, indent, width), paragraph(judged, `${indent}  `, width)].join('\n');
  });
  const caption = paragraph(`${table.caption}.`, '', width);
  return [paragraph(title, '', width), textTable(table, columns), caption, ...statements].join('\n');
}
