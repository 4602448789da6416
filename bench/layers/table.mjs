import { readFileSync, writeFileSync } from 'node:fs';

const readme = new URL('../../packages/layers/README.md', import.meta.url);
const start = '<!-- table: bench/results/layers.json -->\n\n';
const end = '\n\n<!-- end of table -->';

/** The results of training.mjs as a Markdown table. */
export function layersTable({ networks }) {
  const header = ['', 'stock, ms', 'operations, ms', 'fused, ms', 'peak MB: stock / operations / fused'];
  const rows = networks.flatMap(({ network, results }) => [
    [`**${network}**`, '', '', '', ''],
    ...results.map(({ task, milliseconds, timesStock, peakBytes }) => [
      task,
      milliseconds.stock.toFixed(2),
      ...['operations', 'fused'].map(
        (peer) => `${milliseconds[peer].toFixed(2)} (**${timesStock[peer].toFixed(1)}x**)`,
      ),
      ['stock', 'operations', 'fused'].map((peer) => (peakBytes[peer] / 1e6).toFixed(2)).join(' / '),
    ]),
  ]);
  const widths = header.map((_, column) =>
    Math.max(3, ...[header, ...rows].map((row) => row[column].length)),
  );
  const line = (cells) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`;
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(header), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** Puts the table of some results into the README of @bnlab/layers. */
export function updateReadme(document) {
  const text = readFileSync(readme, 'utf8');
  const [from, to] = [text.indexOf(start) + start.length, text.indexOf(end)];
  if (from < start.length || to < 0)
    throw new Error(`${readme.pathname} must have a place for the table, got none`);
  writeFileSync(readme, text.slice(0, from) + layersTable(document) + text.slice(to));
}
