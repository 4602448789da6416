import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { expect, test } from '@jest/globals';
import { transformSync } from 'esbuild';
import type * as exports from '../src/import-in-node';

type Exports = typeof exports;

/** The module as CommonJS in a context of its own, where `import()` throws: so Jest runs it, see jestjs/jest#9580. */
function inContext({
  process: given = process,
  ...module
}: {
  process?: object;
  require?: unknown;
}): Exports {
  const source = readFileSync(`${__dirname}/../src/import-in-node.ts`, 'utf8');
  const { code } = transformSync(source, { loader: 'ts', format: 'cjs' });
  const run = new Script(`(module, globalThis) => { ${code} }`).runInThisContext() as (
    ...args: object[]
  ) => void;
  const made = { exports: {} as Exports, ...module };
  run(made, { process: given });
  return made.exports;
}

test('packages come by the require of a CommonJS module, modules of Node.js without one', async () => {
  const { importInNode } = inContext({ require: (name: string) => ({ name }) });
  expect(await importInNode('@tensorflow/tfjs-backend-wasm')).toEqual({
    name: '@tensorflow/tfjs-backend-wasm',
  });
  expect(await importInNode('node:path')).toHaveProperty('posix');
  await expect(inContext({}).importInNode('@tensorflow/tfjs-backend-wasm')).rejects.toThrow(/import/);
});

// https://github.com/emscripten-core/emscripten/issues/20744: a page of Electron has process.versions.node.
test('a page of Electron without modules of Node.js is no Node.js', () => {
  const versions = { node: '20.9.0', electron: '30.0.0' };
  expect(inContext({ process: { versions, type: 'renderer' } }).inNode).toBe(false);
  const getBuiltinModule = () => ({});
  expect(inContext({ process: { versions, type: 'renderer', getBuiltinModule } }).inNode).toBe(true);
  expect(inContext({ process: { versions } }).inNode).toBe(true);
});
