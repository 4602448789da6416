import { transformSync } from '@swc/core';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '../src';
import * as spec from '../src/spec';
import './support/backends';

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
const examples = [...readme.matchAll(/<!-- example: (\w+) -->\s+```ts\n(.*?)```/gs)].map(
  ([, name, code]) => ({
    name: name!,
    code: code!,
  }),
);

/** Runs an example as the module that it is, on the sources of this package. */
async function run(code: string): Promise<void> {
  const modules: Record<string, unknown> = {
    '@tensorflow/tfjs': tf,
    '@bnlab/core': core,
    '@bnlab/core/spec': spec,
  };
  const { code: compiled } = transformSync(code, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const body = `return (async () => {${compiled}})()`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const module = new Function('require', 'exports', body) as (
    require: unknown,
    exports: object,
  ) => Promise<void>;
  await module((name: string) => modules[name], {});
}

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

  test.each(examples)('its example "$name" runs', async ({ name, code }) => {
    const log = jest.spyOn(console, 'log').mockImplementation(() => {});
    try {
      await run(code);
      if (name === 'specification') {
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
});
