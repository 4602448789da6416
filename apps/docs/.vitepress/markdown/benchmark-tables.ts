import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stepsPerSecondBars } from '@bnlab/viz';
import { count } from '../../data/format';
import { chartHtml } from './chart-html';

const results = fileURLToPath(new URL('../../../../bench/results/', import.meta.url));

/** The Markdown of the committed benchmarks: a chart of training, tables of the playground and of one batch normalization. */
export function benchmarkTables(): string {
  return [trainingSpeed(), playgroundSpeed(), operationTimes()].join('\n\n');
}

interface KernelSpeeds {
  machine: Record<string, string | number>;
  versions: Record<string, string>;
  speeds: readonly { network: string; ours: number; torch?: number; jax?: number; tfjs?: number }[];
}

function trainingSpeed(): string {
  const measured = readResult<KernelSpeeds>('kernels.json');
  const heading = '### Training steps per second';
  if (!measured) return `${heading}\n\n${notMeasured}`;
  const { machine, versions, speeds } = measured;
  const rows = speeds.flatMap(({ network, ours, torch, jax, tfjs }) => [
    { workload: network, engine: 'bnlab, compiled', value: ours, ours: true },
    ...(torch === undefined ? [] : [{ workload: network, engine: 'PyTorch', value: torch }]),
    ...(jax === undefined ? [] : [{ workload: network, engine: 'JAX', value: jax }]),
    ...(tfjs === undefined ? [] : [{ workload: network, engine: 'TensorFlow.js', value: tfjs }]),
  ]);
  const chart = stepsPerSecondBars(rows, {
    title: "bnlab's compiled engine, PyTorch, JAX and TensorFlow.js",
    baseline: 'TensorFlow.js',
  });
  return [
    heading,
    '',
    `Batches of 60 through the lesson's network (\`wide\`: a larger one), on one core. ${environment({ ...machine, ...versions })}`,
    '',
    `<figure class="chart">${chartHtml(chart, { id: 'training-speed' })}</figure>`,
  ].join('\n');
}

interface SiteSpeeds {
  environment: Record<string, string>;
  chromium: string;
  networks: readonly { network: string; page: number; node: number; ratio: number }[];
  longTasks: readonly number[];
}

function playgroundSpeed(): string {
  const measured = readResult<SiteSpeeds>('site.json');
  const heading = '### Steps per second in the playground';
  if (!measured) return `${heading}\n\n${notMeasured}`;
  const { environment: machine, chromium, networks, longTasks } = measured;
  return [
    heading,
    '',
    `Both networks at once, with all charts live, and the same in two threads of Node.js. ${environment({ ...machine, chromium })}`,
    `While they trained, ${longTasks.length || 'no'} ${longTasks.length === 1 ? 'task' : 'tasks'} of the page took more than 50 ms.`,
    '',
    '| network | in the page | in Node.js | ratio |',
    '| --- | ---: | ---: | ---: |',
    ...networks.map(
      ({ network, page, node, ratio }) =>
        `| ${network} | **${count(page)}** | ${count(node)} | ${ratio.toFixed(2)} |`,
    ),
  ].join('\n');
}

interface OperationTimes {
  environment: Record<string, string>;
  rows: readonly {
    backend: string;
    shape: readonly number[];
    ways: readonly { way: string; milliseconds: number; timesStockOp: number }[];
  }[];
}

function operationTimes(): string {
  const measured = readResult<OperationTimes>('core-training.json');
  const heading = '### Forward and backward pass of one batch normalization';
  if (!measured) return `${heading}\n\n${notMeasured}`;
  const ways = [...new Set(measured.rows.flatMap((row) => row.ways.map(({ way }) => way)))];
  const rows = measured.rows.map(({ backend, shape, ways: times }) => {
    const cells = ways.map((way) => {
      const time = times.find((candidate) => candidate.way === way);
      return time ? `${milliseconds(time.milliseconds)} ms (${time.timesStockOp.toFixed(1)}x)` : '';
    });
    return `| ${backend} | ${shape.join(' x ')} | ${cells.join(' | ')} |`;
  });
  return [
    heading,
    '',
    `In brackets: how many times as fast as TensorFlow.js's own operation. ${environment(measured.environment)}`,
    '',
    `| backend | values | ${ways.join(' | ')} |`,
    `| --- | --- | ${ways.map(() => '---:').join(' | ')} |`,
    ...rows,
  ].join('\n');
}

export const notMeasured =
  '<p class="missing-record">Not measured yet: <code>npm run bench</code> measures it.</p>';

function milliseconds(value: number): string {
  return value < 100 ? value.toPrecision(3) : count(value);
}

function environment(values: Record<string, string | number>): string {
  return `Measured with ${Object.entries(values)
    .map(([name, value]) => `${name} ${name === 'date' ? String(value).slice(0, 10) : value}`)
    .join(', ')}.`;
}

export function readResult<Result>(file: string): Result | undefined {
  return existsSync(results + file)
    ? (JSON.parse(readFileSync(results + file, 'utf8')) as Result)
    : undefined;
}
