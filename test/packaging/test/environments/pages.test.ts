import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build, type Plugin } from 'esbuild';
import type { Browser } from 'playwright-core';
import { launchBrowser, type Site, trainOnPage } from '../../support/browser';
import { compareOrKeep } from '../../support/environment-results';
import { expectTrained } from '../../support/expect-trained';
import { createProject, type Project } from '../../support/project';

const vite = join(dirname(require.resolve('vite/package.json')), 'bin/vite.js');

/** The globals that scripts of a CDN make. */
const globals: Record<string, string> = {
  '@tensorflow/tfjs': 'tf',
  '@tensorflow/tfjs-backend-wasm': 'tf.wasm',
  '@bnlab/layers': 'bnlabLayers',
  '@bnlab/kernels/tfjs': 'bnlabKernelsTfjs',
};
const fromGlobals: Plugin = {
  name: 'from-globals',
  setup(bundler) {
    bundler.onResolve({ filter: /^@/ }, ({ path }) => ({ path, namespace: 'global' }));
    bundler.onLoad({ filter: /./, namespace: 'global' }, ({ path }) => ({
      contents: `module.exports = globalThis.${globals[path]!}`,
    }));
  },
};

let project: Project;
let browser: Browser;

beforeAll(async () => {
  project = await createProject([
    ...['@bnlab/layers', '@bnlab/kernels', '@bnlab/core', '@bnlab/mnist', '@bnlab/viz', '@bnlab/experiments'],
    ...['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm', 'fast-check'],
    // Parcel fetches a Buffer and a process for TensorFlow.js by itself; installed, they cost no second install.
    ...['webpack@5', 'webpack-cli@6', 'parcel@2', 'buffer@6', 'process@0.11'],
    ...['rollup@4', '@rollup/plugin-node-resolve@16', '@rollup/plugin-commonjs@28'],
  ]);
  const programs = ['page', 'train.mjs', 'every-entry.js', 'webpack.config.cjs', 'script-tag', 'import-map'];
  programs.forEach((program) => project.add(program));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const inProject = (...path: string[]) => join(project.folder, ...path);
const addPage = (folder: string) =>
  cpSync(inProject('page/index.html'), inProject(folder, 'index.html'), { recursive: true });

async function bundle(folder: string, plugins: Plugin[] = []) {
  await build({
    ...{ entryPoints: [inProject('page/main.js')], outfile: inProject(folder, 'main.js') },
    ...{ bundle: true, platform: 'browser', format: plugins.length > 0 ? 'iife' : 'esm', plugins },
    logLevel: 'silent',
  });
}

test('esbuild bundles everything for pages, and warns of nothing in our files', async () => {
  const { warnings } = await build({
    entryPoints: [inProject('every-entry.js')],
    ...{ bundle: true, write: false, platform: 'browser', format: 'esm', logLevel: 'silent' },
  });
  const ours = warnings.filter(({ location }) => location?.file.includes('@bnlab'));
  expect(ours.map(({ text }) => text)).toEqual([]);
});

// Parcel packs a stand-in for each, and asks the project to install it.
test('nothing of ours names the globals of Node.js', async () => {
  const globalsOfNode = ['process', 'Buffer', 'global', '__dirname', '__filename', 'setImmediate'];
  const others: Plugin = {
    name: 'leave-out-others',
    setup: (bundler) =>
      bundler.onResolve({ filter: /^[^./]/ }, ({ path }) =>
        path.startsWith('@bnlab') ? undefined : { path, external: true },
      ),
  };
  const { outputFiles } = await build({
    entryPoints: [inProject('every-entry.js')],
    ...{ bundle: true, write: false, platform: 'browser', format: 'esm', logLevel: 'silent' },
    define: Object.fromEntries(globalsOfNode.map((name) => [name, `standInFor_${name}`])),
    plugins: [others],
  });
  expect(outputFiles[0]!.text.match(/standInFor_\w+/g)).toBeNull();
});

/** How each page is made: returns its folder, and what the bundler said. */
const pages: Record<string, () => Promise<{ folder: string; said?: string }>> = {
  'Chromium, esbuild': async () => {
    await bundle('esbuild');
    addPage('esbuild');
    return { folder: 'esbuild' };
  },
  'Chromium, Vite': async () => {
    const { stdout, stderr } = await project.run('node', vite, 'build', 'page', '--logLevel', 'warn');
    return { folder: 'page/dist', said: stdout + stderr };
  },
  'Chromium, webpack': async () => {
    const { stdout, stderr } = await project.run('npx', '--no', 'webpack');
    addPage('webpack');
    return { folder: 'webpack', said: stdout + stderr };
  },
  'Chromium, Rollup': async () => {
    const plugins = ['node-resolve={browser:true}', 'commonjs'].flatMap((plugin) => ['--plugin', plugin]);
    const { stdout, stderr } = await project.run(
      ...(['npx', '--no', 'rollup', 'page/main.js', '--dir', 'rollup', ...plugins] as const),
    );
    addPage('rollup');
    return { folder: 'rollup', said: stdout + stderr };
  },
  'Chromium, Parcel': async () => {
    const options = ['--dist-dir', 'parcel', '--no-cache', '--no-source-maps'];
    const { stdout, stderr } = await project.run(
      'npx',
      '--no',
      'parcel',
      'build',
      'page/index.html',
      ...options,
    );
    return { folder: 'parcel', said: stdout + stderr };
  },
  'Chromium, `<script>` tags': async () => {
    await bundle('script-tag', [fromGlobals]);
    return { folder: 'script-tag' };
  },
};

describe('with the fused kernels of the WebAssembly backend', () => {
  test.each(Object.entries(pages))('in %s', async (name, make) => {
    const { folder, said = '' } = await make();
    expect(said).not.toContain('@bnlab');
    const trained = await trainOnPage(browser, siteIn(folder));
    expect(trained.problems).toEqual([]);
    expectTrained(trained);
    expect(trained.network.engine).toBe('compiled');
    expect(trained.backend).toBe('wasm');
    expect(trained.kernels).toContain('BnlabBatchNormTraining');
    compareOrKeep(name, trained);
  });
});

test('the ES module that an import map names trains in a page without a bundler', async () => {
  cpSync(inProject('train.mjs'), inProject('import-map/train.mjs'));
  const trained = await trainOnPage(browser, siteIn('import-map'));
  expect(trained.problems).toEqual([]);
  expectTrained(trained);
  expect(trained.network.engine).toBe('compiled');
  compareOrKeep('Chromium, an import map', trained);
});

describe('in a page that is not as others', () => {
  beforeAll(async () => {
    await bundle('esbuild');
    addPage('esbuild');
  });

  test('a page of Electron, whose globals are those of Node.js too', async () => {
    const trained = await trainOnPage(browser, {
      ...siteIn('esbuild'),
      before: () => {
        const versions = { node: '24.9.0', chrome: '140.0.0.0', electron: '38.0.0' };
        const refuse = (name: string) => {
          throw new Error(`nothing here needs ${name}`);
        };
        Object.assign(globalThis, {
          process: { type: 'renderer', versions, env: {}, platform: 'linux', argv: [] },
          require: refuse,
        });
      },
    });
    expect(trained.problems).toEqual([]);
    expectTrained(trained);
    compareOrKeep('a page like those of Electron', trained);
  });

  test('a content security policy without blob: says what the worker needs, and all else trains', async () => {
    const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";
    const trained = await trainOnPage(browser, { ...siteIn('esbuild'), policy });
    expectTrained(trained);
    expect(trained.network.refusal).toMatch(/worker did not start: .* must allow worker-src blob:/);
    compareOrKeep('a policy without `blob:` workers', trained);
  });

  test("a content security policy without 'wasm-unsafe-eval' trains with TensorFlow.js's operations", async () => {
    const policy = "default-src 'self'; script-src 'self'; worker-src 'self' blob:";
    const trained = await trainOnPage(browser, { ...siteIn('esbuild'), policy });
    expectTrained(trained);
    expect(trained.backend).toBe('cpu');
    expect(trained.network.engine).toBe('tfjs');
    compareOrKeep("a policy without `'wasm-unsafe-eval'`", trained);
  });
});

function siteIn(folder: string): Site {
  return { folder: inProject(folder), modules: inProject('node_modules') };
}
