import { count, describeEnvironment, findPreset, quartiles } from '@bnlab/experiments';
import type { EngineName } from '@bnlab/layers';
import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { terminalColumns } from './terminal';
import { textTable } from './text-table';

export interface BenchOptions {
  rounds: number;
  json?: boolean;
}

/** A network on an engine, and how many steps of it are timed in one go: a quarter of a second's worth or so. */
interface Contestant {
  engine: EngineName;
  batchNorm: boolean;
  steps: number;
}

const contestants: readonly Contestant[] = (['compiled', 'tfjs'] as const).flatMap((engine) =>
  [false, true].map((batchNorm) => ({ engine, batchNorm, steps: engine === 'compiled' ? 1000 : 50 })),
);

/** `bnlab bench`: training steps per second here, of each engine, with and without batch norm; they take turns. */
export async function bench({ rounds, json }: BenchOptions, signal: AbortSignal): Promise<void> {
  const { train } = await loadMnist();
  const { layerSizes, standardDeviation, learningRate, batchSize } = findPreset('relu-lr0.01');
  const competing = await Promise.all(
    contestants.map(async ({ engine, batchNorm, steps }) => ({
      ...{ engine, batchNorm, steps },
      net: await NeuralNet.create({ engine, batchNorm, layerSizes, standardDeviation, seed: 1 }),
      batches: new BatchStream(train, { seed: 1 }),
      speeds: [] as number[],
    })),
  );
  const { cpu, node, platform } = describeEnvironment(competing[0]!.net);
  for (let round = 0; round <= rounds; round++) {
    process.stderr.write(round === 0 ? 'warming up\n' : `round ${round} of ${rounds}\n`);
    for (const { net, batches, steps, speeds } of competing) {
      const speed = await stepsPerSecond(net, batches, { learningRate, batchSize, steps, signal });
      if (round > 0) speeds.push(speed);
    }
  }
  competing.forEach(({ net }) => net.dispose());
  const results = competing.map(({ engine, batchNorm, speeds }) => ({
    engine,
    batchNorm,
    stepsPerSecond: quartiles(speeds),
  }));
  if (json) {
    process.stdout.write(`${JSON.stringify({ machine: { cpu, platform, node }, rounds, results })}\n`);
    return;
  }
  process.stdout.write(`${layerSizes.join('-')}, ${batchSize} images per batch; ${cpu}, Node.js ${node}\n`);
  process.stdout.write(`${speedTable(results)}\n`);
}

async function stepsPerSecond(
  net: NeuralNet,
  batches: BatchStream,
  {
    learningRate,
    batchSize,
    steps,
    signal,
  }: { learningRate: number; batchSize: number; steps: number; signal: AbortSignal },
): Promise<number> {
  let seconds = 0;
  for await (const progress of net.train(batches, {
    learningRate,
    batchSize,
    trainingBatches: steps,
    signal,
  })) {
    seconds = progress.trainingSeconds;
  }
  return steps / seconds;
}

interface Result {
  engine: EngineName;
  batchNorm: boolean;
  stepsPerSecond: { lower: number; median: number; upper: number };
}

function speedTable(results: readonly Result[]): string {
  const slowest = (batchNorm: boolean) =>
    Math.min(...results.filter((row) => row.batchNorm === batchNorm).map((row) => row.stepsPerSecond.median));
  const rows = results.map(({ engine, batchNorm, stepsPerSecond: { lower, median, upper } }) => ({
    id: engine,
    cells: [
      engine === 'compiled' ? 'compiled' : 'TensorFlow.js, WebAssembly',
      batchNorm ? 'with' : 'without',
      count(median),
      `${count(lower)} to ${count(upper)}`,
      `${(median / slowest(batchNorm)).toFixed(1)}x`,
    ],
  }));
  const columns = (['engine', 'batch norm', 'steps/s', 'quartiles', 'ratio'] as const).map((name, index) => ({
    name,
    kind: index < 2 ? ('words' as const) : ('number' as const),
  }));
  return textTable({ caption: 'Training steps per second', columns, rows }, terminalColumns());
}
