import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { readmeExamples, runExample } from '../../../test/packaging/support/readme-examples';
import * as kernels from '../src';
import * as fused from '../src/tfjs';
import { useWasmBackend } from './tfjs/support/wasm-backend';

const modules = { '@bnlab/kernels': kernels, '@bnlab/kernels/tfjs': fused };

describe('the README', () => {
  test('is one program, whose parts go on with what those before have made', async () => {
    const log = jest.spyOn(console, 'log').mockImplementation(() => {});
    await useWasmBackend();
    const examples = readmeExamples(join(__dirname, '../README.md'));
    expect(examples.map(({ name }) => name)).toEqual(['network', 'observation', 'worker', 'fused']);
    const code = examples.map((example) => example.code).join('\n');
    try {
      await runExample({ name: 'all of it', code }, modules);
      expect(log).toHaveBeenCalledWith(1);
    } finally {
      log.mockRestore();
    }
  });
});
