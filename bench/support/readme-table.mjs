import { readFileSync, writeFileSync } from 'node:fs';

/** Rows of text as a Markdown table; the first is the header. All but the first `left` columns are numbers. */
export function markdownTable(rows, left = 1) {
  const widths = rows[0].map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)));
  const pad = (cell, i) => (i < left ? cell.padEnd(widths[i]) : cell.padStart(widths[i]));
  const line = (cells) => `| ${cells.map(pad).join(' | ')} |`;
  const rule = widths.map((width, i) => (i < left ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  const [header, ...rest] = rows.map(line);
  return [header, `| ${rule.join(' | ')} |`, ...rest].join('\n');
}

/** Puts a table into the README of a package, between the comments that name where its results are. */
export function updateReadme(packageName, results, table) {
  const readme = new URL(`../../packages/${packageName}/README.md`, import.meta.url);
  const start = `<!-- table: bench/results/${results}.json -->\n\n`;
  const text = readFileSync(readme, 'utf8');
  const from = text.indexOf(start) + start.length;
  const to = text.indexOf('\n\n<!-- end of table -->', from);
  if (from < start.length || to < 0)
    throw new Error(`${readme.pathname} has no place for the table of ${results}`);
  writeFileSync(readme, text.slice(0, from) + table + text.slice(to));
}
