import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const readme = fileURLToPath(new URL('../../../../packages/layers/README.md', import.meta.url));

/** The table that the README of `@bnlab/layers` makes of `results/NAME.json`. */
export function readmeTable(name: string): string {
  const [, table] = new RegExp(
    `<!-- table: results/${name}\\.json -->\\s+(.*?)\\s+<!-- end of table -->`,
    's',
  ).exec(readFileSync(readme, 'utf8'))!;
  return table!;
}
