import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../../../../bench/results/core-training.json', import.meta.url));

interface CoreTraining {
  environment: Record<string, string>;
  rows: readonly CoreTrainingRow[];
}

interface CoreTrainingRow {
  backend: string;
  shape: readonly number[];
  way: string;
  milliseconds: number;
  timesStockOp: number;
}

/** The Markdown of the committed benchmark of `@bnlab/core`: a table a backend, a row a shape, a column a way. */
export function benchmarkTables(): string {
  if (!existsSync(file)) {
    return '<p class="missing-record">No benchmark has been recorded yet: run <code>npm run bench</code>.</p>';
  }
  const { environment, rows } = JSON.parse(readFileSync(file, 'utf8')) as CoreTraining;
  const machine = Object.entries(environment).map(([name, value]) => `${name} ${value}`);
  const backends = [...new Set(rows.map(({ backend }) => backend))];
  const tables = backends.map((backend) =>
    table(
      backend,
      rows.filter((row) => row.backend === backend),
    ),
  );
  return [`Measured with ${machine.join(', ')}.`, ...tables].join('\n\n');
}

function table(backend: string, rows: readonly CoreTrainingRow[]): string {
  const ways = [...new Set(rows.map(({ way }) => way))];
  const shapes = [...new Set(rows.map(({ shape }) => shape.join(' x ')))];
  const cell = (shape: string, way: string) => {
    const row = rows.find((candidate) => candidate.way === way && candidate.shape.join(' x ') === shape);
    return row ? `${row.milliseconds.toPrecision(3)} ms (${row.timesStockOp.toFixed(1)}x)` : '';
  };
  return [
    `### Backend ${backend}`,
    '',
    `| values | ${ways.join(' | ')} |`,
    `| --- | ${ways.map(() => '---:').join(' | ')} |`,
    ...shapes.map((shape) => `| ${shape} | ${ways.map((way) => cell(shape, way)).join(' | ')} |`),
    '',
    'In brackets: how many times as fast as the stock operation.',
  ].join('\n');
}
