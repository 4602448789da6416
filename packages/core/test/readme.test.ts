import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readmeExamples, runExample } from '../../../test/packaging/support/readme-examples';
import * as core from '../src';
import * as spec from '../src/spec';
import './support/backends';

const readme = join(__dirname, '../README.md');
const examples = readmeExamples(readme);
const modules = { '@tensorflow/tfjs': tf, '@bnlab/core': core, '@bnlab/core/spec': spec };

describe('the README', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  test('has examples', () => {
    expect(examples.map(({ name }) => name)).toEqual([
      'operation',
      'equations',
      'population',
      'folding',
      'specification',
    ]);
  });

  test.each(examples)('its example "$name" runs', async (example) => {
    const log = jest.spyOn(console, 'log').mockImplementation(() => {});
    try {
      await runExample(example, modules);
      if (example.name === 'specification') {
        // A batch of one is 0 / 0 here; that must not hide what is wrong with every other batch.
        const aboutNaN = log.mock.calls.filter(([, , message]) => String(message).includes('expected NaN'));
        expect(aboutNaN).toEqual([]);
        expect(log).toHaveBeenCalledWith(
          expect.stringContaining('variance v / (v + epsilon)'),
          expect.objectContaining({ x: expect.anything() as unknown }),
          expect.stringMatching(/^variance of y/),
        );
      }
    } finally {
      log.mockRestore();
    }
  });

  test('its table of speeds is of the results that are kept', async () => {
    const bench = join(__dirname, '../../../bench');
    const { operationTable } = (await import(join(bench, 'core/table.mjs'))) as {
      operationTable: (results: unknown) => string;
    };
    const results: unknown = JSON.parse(readFileSync(join(bench, 'results/core-training.json'), 'utf8'));
    expect(readFileSync(readme, 'utf8')).toContain(`\n\n${operationTable(results)}\n\n`);
  });
});
