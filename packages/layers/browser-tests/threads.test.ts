import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CompiledNetwork, type NetworkShape } from '@bnlab/kernels';
import { normalWeights } from '@bnlab/layers';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './support/browser';
import { serve, type Site } from './support/serve';

const shape: NetworkShape = {
  layerSizes: [12, 48, 40, 3],
  activation: 'relu',
  batchNorm: false,
  placement: 'before-activation',
  momentum: 0.9,
  epsilon: 1e-3,
  optimizer: { kind: 'sgd', momentum: 0.9 },
};
const matrices = normalWeights([...shape.layerSizes], { seed: 1, standardDeviation: 0.5 });
const inputs = Array.from({ length: 30 * 12 }, (_, i) => (i % 3 === 0 ? 0 : (7 * i) % 256));
const given = {
  shape,
  // Plain arrays, which reach a page.
  layers: matrices.map(({ rows, columns, values }) => ({ rows, columns, values: Array.from(values) })),
  inputs,
};

let sites: { isolated: Site; plain: Site };
let browser: Browser;

beforeAll(async () => {
  const [isolated, plain] = await Promise.all([serve({}, { isolated: true }), serve({})]);
  sites = { isolated, plain };
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await Promise.all(Object.values(sites).map((site) => site.close()));
});

/** Trains in a worker of a page on two threads, and asks a network on the page's main thread for the same. */
async function trainInPage({ origin }: Site) {
  const page = await browser.newPage();
  await page.goto(origin);
  const result = await page.evaluate(async ({ shape, layers, inputs }) => {
    const { kernels } = globalThis.lab;
    const values = {
      step: 0,
      layers: layers.map(({ values, ...size }) => ({
        weights: { ...size, values: Float32Array.from(values) },
        bias: new Float32Array(size.columns),
      })),
    };
    const labels = Uint8Array.from({ length: 30 }, (_, i) => i % 3);
    const examples = { count: 30, inputSize: 12, inputs: Uint8Array.from(inputs), labels };
    const indices = Uint32Array.from({ length: 90 }, (_, i) => i % 30);
    const worker = await kernels.NetworkWorker.create(shape, values, { threads: 2 });
    await worker.train(examples, indices, { batchSize: 11, learningRate: 0.1 });
    const state = await worker.getState();
    const evaluated = await worker.evaluate(examples, 'population');
    const threads = await worker.getThreads();
    worker.terminate();
    const onPage = await kernels.CompiledNetwork.create(shape, values, { threads: 2 });
    return {
      weights: state.layers.map(({ weights }) => Array.from(weights.values)),
      ...{ evaluated, threads, onPage: onPage.threads },
    };
  }, given);
  await page.close();
  return result;
}

async function trainHere() {
  const layers = matrices.map((weights) => ({ weights, bias: new Float32Array(weights.columns) }));
  const network = await CompiledNetwork.create(shape, { step: 0, layers });
  const labels = Uint8Array.from({ length: 30 }, (_, i) => i % 3);
  const examples = { count: 30, inputSize: 12, inputs: Uint8Array.from(inputs), labels };
  const indices = Uint32Array.from({ length: 90 }, (_, i) => i % 30);
  network.train(examples, indices, { batchSize: 11, learningRate: 0.1 });
  return {
    weights: network.getState().layers.map(({ weights }) => Array.from(weights.values)),
    evaluated: network.evaluate(examples, 'population'),
  };
}

test('two threads in an isolated page train to the bits of Node.js', async () => {
  const { weights, evaluated, threads, onPage } = await trainInPage(sites.isolated);
  expect(threads).toEqual({ used: 2, available: 2 });
  expect(onPage).toEqual({ used: 1, available: 1, reason: expect.stringContaining('in a NetworkWorker') });
  expect({ weights, evaluated }).toEqual(await trainHere());
});

test('a page that is not isolated says why it trains on one, to the same bits', async () => {
  const { weights, evaluated, threads } = await trainInPage(sites.plain);
  expect(threads).toMatchObject({
    available: 1,
    reason: expect.stringContaining('cross-origin isolated page'),
  });
  expect({ weights, evaluated }).toEqual(await trainHere());
});
