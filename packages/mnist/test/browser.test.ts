import { describe, expect, test } from '@jest/globals';
import { build, type BuildResult } from 'esbuild';
import { join } from 'node:path';
import * as browserEntry from '../src/browser';
import * as nodeEntry from '../src/index';

/** Bundles a program that uses the package by its name. */
function bundle(platform: 'browser' | 'node'): Promise<BuildResult<{ metafile: true; write: false }>> {
  return build({
    stdin: {
      contents: `import { fetchMnist, BatchStream, loadMnist } from '@bnlab/mnist';
                 console.log(fetchMnist, BatchStream, loadMnist);`,
      resolveDir: join(__dirname, '..'),
    },
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform,
    conditions: ['@bnlab/source'],
    logLevel: 'silent',
  });
}

function importsOfNode({
  metafile,
}: {
  metafile: { inputs: Record<string, { imports: { path: string }[] }> };
}) {
  const paths = Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  return paths.filter((path) => path.startsWith('node:')).sort();
}

describe('the browser entry', () => {
  test('is what a bundler takes for browsers, and imports nothing of Node', async () => {
    expect(importsOfNode(await bundle('browser'))).toEqual([]);
    // The same program for Node shows that the check can fail.
    expect(importsOfNode(await bundle('node'))).toContain('node:fs/promises');
  });

  test('has the names of the Node entry, the same things but for what needs files', () => {
    const { loadData, loadMnist, writeMnistParts, ...browserRest } = browserEntry;
    const { loadData: data, loadMnist: load, writeMnistParts: write, ...nodeRest } = nodeEntry;
    expect(browserRest).toEqual(nodeRest);
    for (const needsFiles of [data, load, write]) {
      expect([loadData, loadMnist, writeMnistParts]).not.toContain(needsFiles);
    }
  });

  test('says what to do instead where files are needed', async () => {
    await expect(browserEntry.loadMnist()).rejects.toThrow(/in a browser call fetchMnist/);
    await expect(browserEntry.writeMnistParts('mnist')).rejects.toThrow(/in the build of the website/);
  });
});
