import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { expectClose } from '../test/helpers/expect-close';
import { type ReplicaAnswer, type ReplicaStep, step } from '../test/helpers/replica-program';
import { launchBrowser } from './support/browser';
import { bundle, serve, type Site } from './support/serve';

const rows = [
  [1, 5],
  [2, -3],
  [4, 0],
  [8, 2],
];

let site: Site;
let browser: Browser;

beforeAll(async () => {
  const worker = await bundle(join(__dirname, 'support/replica-worker.ts'));
  site = await serve({ '/replica.js': () => Promise.resolve(worker) }, { isolated: true });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

async function openPage() {
  const page = await browser.newPage();
  await page.goto(site.origin);
  return page;
}

test('two web workers train as one layer on the whole batch does', async () => {
  const page = await openPage();
  const answers = await page.evaluate((rows) => {
    const { shared, watch } = globalThis.lab.layers.createReplicas({ replicas: 2 });
    const parts = [rows.slice(0, 1), rows.slice(1)];
    const steps = parts.map((x, replica) => {
      const worker = watch(new Worker('replica.js'), replica);
      worker.postMessage({ shared, replica, x });
      return new Promise<ReplicaAnswer>((resolve) => {
        worker.onmessage = ({ data }: MessageEvent<ReplicaAnswer>) => resolve(data);
      });
    });
    return Promise.all(steps);
  }, rows);
  const whole = step(rows);
  const there = answers as ReplicaStep[];
  expectClose(
    there.flatMap(({ output }) => output),
    whole.output,
  );
  expectClose(
    there.flatMap(({ dx }) => dx),
    whole.dx,
  );
  for (const { mean, variance } of there) {
    expectClose(mean, whole.mean);
    expectClose(variance, whole.variance);
  }
});

test('a page must not wait, and says so', async () => {
  const page = await openPage();
  const joined = page.evaluate(() => {
    const { createReplicas, joinReplicas } = globalThis.lab.layers;
    joinReplicas(createReplicas({ replicas: 1 }).shared, 0);
  });
  await expect(joined).rejects.toThrow('joinReplicas: a page must not wait for others; join in a worker');
});
