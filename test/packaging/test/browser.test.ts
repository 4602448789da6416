import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { expectTrained, type Trained } from '../support/expect-trained';
import { createProject, type Project } from '../support/project';

const vite = join(dirname(require.resolve('vite/package.json')), 'bin/vite.js');
const origin = 'http://localhost';

describe('@bnlab/layers in a page that Vite built', () => {
  let project: Project;
  let browser: Browser;

  beforeAll(async () => {
    project = await createProject([
      '@bnlab/layers',
      '@bnlab/kernels',
      '@tensorflow/tfjs',
      '@tensorflow/tfjs-backend-wasm',
    ]);
    project.add('vite');
    project.add('train.mjs');
    await project.run('node', vite, 'build', 'vite', '--logLevel', 'warn');
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
  });

  test('esbuild warns of nothing in our files', async () => {
    const { warnings } = await build({
      entryPoints: [join(project.folder, 'train.mjs')],
      ...{ bundle: true, write: false, platform: 'browser', format: 'esm', logLevel: 'silent' },
    });
    const ours = warnings.filter(({ location }) => location?.file.includes('@bnlab'));
    expect(ours.map(({ text }) => text)).toEqual([]);
  });

  test('trains, saves, loads and predicts, with the fused kernels of the WebAssembly backend', async () => {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    // The built files, and nothing from anywhere else.
    await page.route('**', (route) => {
      const { origin: from, pathname } = new URL(route.request().url());
      const path = join(project.folder, 'vite/dist', pathname === '/' ? 'index.html' : pathname);
      return from === origin && existsSync(path) ? route.fulfill({ path }) : route.abort();
    });
    await page.goto(`${origin}/`);
    const trained = await page.evaluate(
      () => (globalThis as unknown as { trained: Promise<OnPage> }).trained,
    );
    expectTrained(trained);
    expect(trained.backend).toBe('wasm');
    expect(trained.kernels).toContain('BnlabBatchNormTraining');
    expect(problems).toEqual([]);
  });
});

type OnPage = Trained & { backend: string; kernels: string[] };

/** The Chromium that `CHROMIUM_PATH` names, or Debian's, with everything off that it asks of the network on its own. */
function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
