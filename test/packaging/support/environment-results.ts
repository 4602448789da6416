import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Trained } from './expect-trained';
import { markdownTable, withTable } from './markdown-table';

/** What the program of `programs/train.mjs` came to in an environment. */
export interface EnvironmentResult {
  /** What ran `NeuralNet` when nothing was asked for. */
  engine: string;
  worker: boolean;
  /** Whether the fused kernels were registered; absent where the program does not ask for them. */
  fused?: boolean;
  /** Where models were saved to and loaded from. */
  saved: string;
}

const layers = join(__dirname, '../../../packages/layers');
const results = 'results/environments.json';

export function readEnvironments(): Record<string, EnvironmentResult> {
  return JSON.parse(readFileSync(join(layers, results), 'utf8')) as Record<string, EnvironmentResult>;
}

function yesOrNo(is: boolean | undefined): string {
  if (is === undefined) return '';
  return is ? 'yes' : 'no';
}

export function environmentsTable(environments: Record<string, EnvironmentResult>): string {
  const header = [
    'environment',
    'the layer trains',
    '`NeuralNet` on',
    'in a worker',
    'fused kernels',
    'saves to',
  ];
  const rows = Object.entries(environments).map(([name, { engine, worker, fused, saved }]) => [
    ...[name, 'yes', engine, yesOrNo(worker), yesOrNo(fused), `\`${saved}\``],
  ]);
  return markdownTable([header, ...rows]);
}

/**
 * Compares with what is kept of this environment, or keeps it, in the README of layers too, where `BNLAB_MATRIX` is
 * `write`. The expectations of a training hold in either case.
 */
export function compareOrKeep(name: string, { network, kernels, saved }: Trained): void {
  const result: EnvironmentResult = {
    engine: network.engine,
    worker: network.refusal === undefined,
    ...(kernels && { fused: kernels.length > 0 }),
    saved,
  };
  const environments = readEnvironments();
  if (process.env.BNLAB_MATRIX !== 'write') return expect(environments[name]).toEqual(result);
  environments[name] = result;
  writeFileSync(join(layers, results), `${JSON.stringify(environments, undefined, 2)}\n`);
  const readme = join(layers, 'README.md');
  writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), results, environmentsTable(environments)));
}
