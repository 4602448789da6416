import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import * as kernels from '@bnlab/kernels/tfjs';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { readmeExamples, runExample } from '../../../test/packaging/support/readme-examples';
import * as layers from '../src';
import { runProgram } from './helpers/run-program';

const readme = join(__dirname, '../README.md');
const examples = readmeExamples(readme);
const modules = {
  '@tensorflow/tfjs': tf,
  '@tensorflow/tfjs-backend-wasm': {},
  '@bnlab/kernels/tfjs': kernels,
  '@bnlab/layers': layers,
};

/** What each example prints, as its comments say. */
const printed: Record<string, (lines: unknown[][]) => void> = {
  spelled: ([logits]) => expect(logits![0]).toEqual(logits![1]),
  saving: (lines) => expect(lines).toEqual([[null]]),
  tools: (lines) => expect(lines).toEqual([[expect.stringContaining('batch_norm')], [2]]),
  layers: (lines) => expect(lines).toEqual([[1], [0], [true, ['lying', 'upright']]]),
  compiled: (lines) => expect(lines).toEqual([[true]]),
  network: (lines) =>
    expect(lines.at(-1)).toEqual([{ accuracy: expect.closeTo(0.98, 2), loss: expect.any(Number) }]),
};

describe('the README', () => {
  const directory = mkdtempSync(join(tmpdir(), 'bnlab-readme-'));
  const home = process.cwd();

  beforeAll(async () => {
    process.chdir(directory);
    await tf.setBackend('cpu');
  });

  afterAll(() => {
    process.chdir(home);
    rmSync(directory, { recursive: true });
  });

  test('has examples', () => {
    const names = [
      'layer',
      'options',
      'fused',
      'saving',
      'tools',
      'statistics',
      'replicas',
      'others',
      'layers',
      'compiled',
      'network',
      'spelled',
    ];
    expect(examples.map(({ name }) => name)).toEqual(names);
  });

  test.each(examples.filter(({ name }) => name !== 'replicas'))(
    'its example "$name" runs',
    async (example) => {
      const log = jest.spyOn(console, 'log').mockImplementation(() => {});
      try {
        await runExample(example, modules);
        printed[example.name]?.(log.mock.calls);
      } finally {
        log.mockRestore();
      }
    },
  );

  test('its example "replicas" runs, in threads that take it as their program', async () => {
    const { code } = examples.find(({ name }) => name === 'replicas')!;
    const told = `${code}\nif (isMainThread) console.log(true);`;
    expect(await runProgram(told)).toBe(true);
  });

  test('its table of speeds is of the results that are kept', async () => {
    const bench = join(__dirname, '../../../bench');
    const { layersTable } = (await import(join(bench, 'layers/table.mjs'))) as {
      layersTable: (document: unknown) => string;
    };
    const results: unknown = JSON.parse(readFileSync(join(bench, 'results/layers.json'), 'utf8'));
    expect(readFileSync(readme, 'utf8')).toContain(`\n\n${layersTable(results)}\n\n`);
  });
});
