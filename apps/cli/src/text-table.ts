import type { Table } from '@bnlab/experiments';
import Table3 from 'cli-table3';
import { paragraph } from './paragraph';

/**
 * A table for a terminal: words on the left, numbers on the right. If it is wider than the terminal its rows are stacked:
 * the words of a row on one line, then a line for each number.
 */
export function textTable(table: Table, width = Infinity): string {
  const flat = flatTable(table);
  const isTooWide = flat.split('\n').some((line) => line.length > width);
  return isTooWide ? stackedTable(table, width) : flat;
}

function flatTable({ columns, rows }: Table): string {
  const table = new Table3({
    head: columns.map(({ name }) => name),
    colAligns: columns.map(({ kind }) => (kind === 'number' ? 'right' : 'left')),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map(({ cells }) => cells));
  return table.toString();
}

function stackedTable({ columns, rows }: Table, width: number): string {
  const names = columns.map(({ name }) => name.replace('\n', ' '));
  const numbers = columns.flatMap(({ kind }, index) => (kind === 'number' ? [index] : []));
  const nameWidth = Math.max(...numbers.map((index) => names[index]!.length));
  const blocks = rows.map(({ cells }) => {
    const heading = cells.filter((_, index) => columns[index]!.kind === 'words').join(', ');
    const lines = numbers.map((index) => {
      const line = `  ${names[index]!.padEnd(nameWidth)}  ${cells[index]}`;
      return line.length <= width ? line : `  ${names[index]}\n    ${cells[index]}`;
    });
    return [...(heading === '' ? [] : [paragraph(heading, '', width)]), ...lines].join('\n');
  });
  return blocks.join(numbers.length === columns.length ? '\n\n' : '\n');
}
