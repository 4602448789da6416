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

test('a residual network trains on WebGL as it does compiled, up to rounding', async () => {
  const graphics = await launchBrowser('webgl');
  try {
    const page = await graphics.newPage();
    await page.goto(site.origin);
    const [compiled, tensors] = await page.evaluate(async () => {
      const { graphs, layers } = globalThis.lab;
      const images = graphs.brightCorners(24, 3);
      const train = async (engine: object) => {
        const net = await layers.NeuralNet.create({ ...graphs.residual, ...engine });
        const options = { learningRate: 0.02, trainingBatches: 2, batchSize: 12 };
        const training = net.train(layers.batches(images, { seed: 2 }), options);
        while (!(await training.next()).done);
        const { loss } = await net.evaluate(images);
        const logits = Array.from(await net.predict(images, { statistics: 'batch' }));
        return { runs: [net.engine, net.backend], loss, logits };
      };
      return [await train({ engine: 'compiled' }), await train({ backend: 'webgl' })] as const;
    });
    expect([compiled.runs, tensors.runs]).toEqual([
      ['compiled', 'wasm'],
      ['tfjs', 'webgl'],
    ]);
    expect(tensors.loss).toBeCloseTo(compiled.loss, 3);
    tensors.logits.forEach((logit, i) => expect(logit).toBeCloseTo(compiled.logits[i]!, 2));
  } finally {
    await graphics.close();
  }
});
