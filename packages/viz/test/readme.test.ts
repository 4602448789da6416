import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { readmeExamples, runExample } from '../../../test/packaging/support/readme-examples';
import * as viz from '../src';
import { predictionGrid } from '../src/charts/prediction-grid';
import * as vizInNode from '../src/node';
import * as vizAsPng from '../src/png';
import { paths, readSvg } from './support/read-svg';

const examples = readmeExamples(join(__dirname, '../README.md'));

/** Runs an example on the sources of this package and what it is given. */
async function run(name: string, given: { modules?: object; document?: Document }): Promise<void> {
  const example = examples.find((candidate) => candidate.name === name)!;
  const modules = { '@bnlab/viz': viz, '@bnlab/viz/node': vizInNode, ...given.modules };
  globalThis.document = given.document!;
  try {
    await runExample(example, modules);
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

  it('has an example of a chart made of rows', async () => {
    const files = new Map<string, string>();
    const writeFile = (path: string, text: string) => Promise.resolve(files.set(path, text));
    await run('sweep', { modules: { 'node:fs/promises': { writeFile } } });
    expect(readSvg(files.get('learning-rate.svg')!).only('title').textContent).toBe(
      'Test accuracy against learning rate',
    );
  });

  it('has an example of rows made of run records', async () => {
    await run('rows', {});
  });

  it('lists every function of the package', () => {
    const text = readFileSync(join(__dirname, '../README.md'), 'utf8');
    const names = Object.keys({ ...viz, ...vizInNode, ...vizAsPng, predictionGrid });
    expect(names.filter((name) => !text.includes(`\`${name}`))).toEqual([]);
  });

  it('has an example for a page that appends a chart', async () => {
    const { document } = parseHTML('<!doctype html><html><body></body></html>');
    await run('page', { document });
    expect(document.querySelector('body > svg.bnlab-chart')?.getAttribute('width')).toBe('360');
  });
});
