import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { readmeExamples, runExample } from '../../../test/packaging/support/readme-examples';
import * as kernels from '../src';
import * as fused from '../src/tfjs';
import { useWasmBackend } from './tfjs/support/wasm-backend';

const readme = join(__dirname, '../README.md');
const modules = { '@bnlab/kernels': kernels, '@bnlab/kernels/tfjs': fused };

describe('the README', () => {
  test('is one program, whose parts go on with what those before have made', async () => {
    const log = jest.spyOn(console, 'log').mockImplementation(() => {});
    await useWasmBackend();
    const examples = readmeExamples(readme);
    expect(examples.map(({ name }) => name)).toEqual([
      'network',
      'graph',
      'observation',
      'worker',
      'threads',
      'fused',
    ]);
    const code = examples.map((example) => example.code).join('\n');
    try {
      await runExample({ name: 'all of it', code }, modules);
      expect(log).toHaveBeenCalledWith(1);
    } finally {
      log.mockRestore();
    }
  });

  test('has the speeds of the results that are kept', async () => {
    const bench = join(__dirname, '../../../bench');
    const { speedTable } = (await import(join(bench, 'kernels/table.mjs'))) as {
      speedTable: (results: unknown) => string;
    };
    const results: unknown = JSON.parse(readFileSync(join(bench, 'results/kernels.json'), 'utf8'));
    expect(readFileSync(readme, 'utf8')).toContain(`\n\n${speedTable(results)}\n\n`);
  });
});
