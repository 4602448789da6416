import { notMeasured, readResult } from './benchmark-tables';

interface LayerTimes {
  environment: { node: string; tfjs: string; cpu: string };
  networks: readonly {
    network: string;
    results: readonly {
      task: string;
      milliseconds: Readonly<Record<'stock' | 'operations' | 'fused', number>>;
    }[];
  }[];
}

/** How long the stock layer takes and how long ours, as a table: the newest committed measurement. */
export function layerSpeeds(): string {
  const measured = readResult<LayerTimes>('layers.json');
  if (!measured) return notMeasured;
  const { environment, networks } = measured;
  const rows = networks.flatMap(({ network, results }) =>
    results
      .filter(({ task }) => /^(training step|layers alone, forward and backward|prediction)$/.test(task))
      .map(({ task, milliseconds: { stock, operations, fused } }) => {
        const times = (ours: number) => `${ours.toPrecision(3)} ms · **${(stock / ours).toFixed(1)}×**`;
        return `| ${network} | ${task} | ${stock.toPrecision(3)} ms | ${times(operations)} | ${times(fused)} |`;
      }),
  );
  return [
    '| network | task | stock layer | `@bnlab/layers` | with `@bnlab/kernels` |',
    '| --- | --- | ---: | ---: | ---: |',
    ...rows,
    '',
    `Median per step on the WebAssembly backend. ${environment.cpu}, Node.js ${environment.node}, TensorFlow.js ${environment.tfjs}.`,
  ].join('\n');
}
