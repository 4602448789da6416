/** Rows of text as a Markdown table, formatted as Prettier does; the first row is the header. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(3, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [rows[0]!, rule, ...rows.slice(1)].map(line).join('\n');
}

/**
 * A README with this table between its comments, of which the first names where the results are.
 *
 * @throws Error if the README has no such place.
 */
export function withTable(readme: string, results: string, table: string): string {
  const start = `<!-- table: ${results} -->\n\n`;
  const from = readme.indexOf(start) + start.length;
  if (from < start.length) throw new Error(`the README has no place for the table of ${results}`);
  return readme.slice(0, from) + table + readme.slice(readme.indexOf('\n\n<!-- end of table -->', from));
}
