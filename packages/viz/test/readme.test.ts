import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import * as viz from '../src';
import * as vizInNode from '../src/node';
import { paths, readSvg } from './support/read-svg';

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');

/** Runs an example as the module that it is, on the sources of this package and what it is given. */
async function run(name: string, given: { modules?: object; document?: Document }): Promise<void> {
  const code = new RegExp(`<!-- example: ${name} -->\\s+\`\`\`js\\n(.*?)\`\`\``, 's').exec(readme)![1]!;
  const modules: Record<string, unknown> = {
    '@bnlab/viz': viz,
    '@bnlab/viz/node': vizInNode,
    ...given.modules,
  };
  const { code: compiled } = transformSync(code, {
    jsc: { target: 'es2022' },
    module: { type: 'commonjs' },
  });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const module = new Function('require', 'exports', 'document', `return (async () => {${compiled}})()`) as (
    require: unknown,
    exports: object,
    document: unknown,
  ) => Promise<void>;
  globalThis.document = given.document!;
  try {
    await module((specifier: string) => modules[specifier], {}, given.document);
  } finally {
    globalThis.document = undefined as never;
  }
}

describe('the README', () => {
  it('has an example for Node that writes a chart of two networks', async () => {
    const files = new Map<string, string>();
    const writeFile = (path: string, text: string) => Promise.resolve(files.set(path, text));
    await run('node', { modules: { 'node:fs/promises': { writeFile } } });
    const svg = readSvg(files.get('accuracy.svg')!);
    expect(paths(svg, 'bnlab-chart-line').map((line) => line.length)).toEqual([5, 5]);
  });

  it('has an example for a page that appends a chart', async () => {
    const { document } = parseHTML('<!doctype html><html><body></body></html>');
    await run('page', { document });
    expect(document.querySelector('body > svg.bnlab-chart')?.getAttribute('width')).toBe('360');
  });
});
