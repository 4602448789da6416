import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CompiledGraph } from '@bnlab/kernels';
import type { Browser } from 'playwright-core';
import { brightCorners, residual, trainSteps } from '../../kernels/test/helpers/graph-presets';
import { launchBrowser } from './support/browser';
import { serve, type Site } from './support/serve';

let site: Site;
let browser: Browser;

beforeAll(async () => {
  site = await serve({});
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

test.each(['fast', 'exact'] as const)(
  'a residual network has the same bits in Chromium as in Node.js: %s convolutions',
  async (convolutions) => {
    const page = await browser.newPage();
    await page.goto(site.origin);
    const there = await page.evaluate(async (convolutions) => {
      const { kernels, graphs } = globalThis.lab;
      const network = await kernels.CompiledGraph.create(graphs.residual, { convolutions });
      graphs.trainSteps(network, graphs.brightCorners(50, 3), 20, 0.02);
      const { layers } = network.getState();
      return Object.values(layers).flatMap((roles) =>
        Object.values(roles).flatMap((values) => Array.from(values)),
      );
    }, convolutions);
    await page.close();
    const network = await CompiledGraph.create(residual, { convolutions });
    trainSteps(network, brightCorners(50, 3), 20, 0.02);
    const { layers } = network.getState();
    const here = Object.values(layers).flatMap((roles) =>
      Object.values(roles).flatMap((values) => Array.from(values)),
    );
    expect(here.length).toBeGreaterThan(3000);
    expect(there).toEqual(here);
  },
);
