import type { Table } from './table';

/** A table as Markdown, in the form that Prettier gives it: columns as wide as their widest cell, numbers on the right. */
export function markdownTable({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const isNumber = columns.map(({ kind }) => kind === 'number');
  const oneLine = (cell: string) => cell.replaceAll('\n', ' ').replaceAll('|', '\\|');
  const lines = [columns.map(({ name }) => name), ...rows.map(({ cells }) => cells)].map((cells) =>
    cells.map(oneLine),
  );
  const widths = columns.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column]!.length)));
  const padded = (cells: readonly string[]) =>
    cells.map((cell, column) =>
      isNumber[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
    );
  const rule = widths.map((width, column) =>
    isNumber[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  const [head, ...body] = lines;
  return [padded(head!), rule, ...body.map(padded)].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
