import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import '@tensorflow/tfjs-backend-cpu';
import { NeuralNet } from '../src';
import { clusters, inOrder } from '../test/helpers/clusters';
import digests from '../test/neural-net/parameter-digests.json';
import { launchBrowser } from './support/browser';
import { serve, type Site } from './support/serve';

const data = { count: 60, inputSize: 5, classes: 3, seed: 1 };
const options = { layerSizes: [5, 8, 7, 3], seed: 6, optimizer: 'adam' as const };
const training = { learningRate: 0.01, trainingBatches: 30, batchSize: 12 };

let folder = '';
let site: Site;
let browser: Browser;
let page: Page;
let said: string[];

/** The network that every test saves, trained here; the compiled engine gives the same bits in the page. */
async function trainedNetwork(): Promise<NeuralNet> {
  const net = await NeuralNet.create(options);
  for await (const { step } of net.train(inOrder(clusters(data)), training)) {
    expect(step).toBeLessThanOrEqual(training.trainingBatches);
  }
  return net;
}

const predictHere = async (net: NeuralNet) => Array.from(await net.predict(clusters(data)));

/** Trains the same network in the page, saves it, and returns its logits. */
function saveInPage(url: string): Promise<number[]> {
  return page.evaluate(
    async ({ url, data, options, training }) => {
      const { clusters, inOrder, layers } = globalThis.lab;
      const examples = clusters(data);
      const net = await layers.NeuralNet.create(options);
      const steps = net.train(inOrder(examples), training);
      while (!(await steps.next()).done);
      await net.save(url);
      return Array.from(await net.predict(examples));
    },
    { url, data, options, training },
  );
}

/** Loads a network in the page, as a network and as a model; returns the logits of both, and the digest. */
function restoreInPage(url: string) {
  return page.evaluate(
    async ({ url, data }) => {
      const { clusters, layers, tf } = globalThis.lab;
      const examples = clusters(data);
      const net = await layers.NeuralNet.restore(url);
      const model = await tf.loadLayersModel(url);
      const inputs = tf.tensor2d(examples.inputs as Float32Array, [examples.count, examples.inputSize]);
      return {
        logits: Array.from(await net.predict(examples)),
        ofModel: Array.from((model.predict(inputs) as typeof inputs).dataSync()),
        isOurs: model.layers[1] instanceof layers.BatchNormalization,
        digest: await layers.digestState(await net.getState()),
        step: (await net.getState()).step,
      };
    },
    { url, data },
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bnlab-'));
  const net = await trainedNetwork();
  await net.save(`file://${folder}/saved`);
  const file = (name: string) => () => readFile(join(folder, 'saved', name));
  site = await serve({
    '/saved/model.json': file('model.json'),
    '/saved/weights.bin': file('weights.bin'),
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  page = await browser.newPage();
  said = [];
  page.on('pageerror', (error) => said.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') said.push(message.text());
  });
  await page.goto(site.origin);
});
afterEach(async () => {
  await page.close();
  expect(said).toEqual([]);
});

describe('a network in a browser', () => {
  test.each(['localstorage://network', 'indexeddb://network'])(
    'is saved to %s and there on the next visit, as a network and as a model',
    async (url) => {
      const net = await trainedNetwork();
      const logits = await predictHere(net);
      expect(await saveInPage(url)).toEqual(logits);
      await page.reload();
      const restored = await restoreInPage(url);
      expect(restored.logits).toEqual(logits);
      expect(restored.ofModel).toEqual(logits.map((logit) => expect.closeTo(logit, 4)));
      expect(restored).toMatchObject({ isOurs: true, step: 30 });
    },
  );

  test('downloads as files that Node.js restores', async () => {
    const names = ['digits.json', 'digits.weights.bin'];
    const downloads = names.map((name) =>
      page.waitForEvent('download', (download) => download.suggestedFilename() === name),
    );
    const logits = await saveInPage('downloads://digits');
    for (const download of await Promise.all(downloads)) {
      await download.saveAs(join(folder, download.suggestedFilename()));
    }
    const restored = await NeuralNet.restore(`file://${folder}/digits.json`);
    expect(await predictHere(restored)).toEqual(logits);
  });

  test('is restored over http', async () => {
    const net = await trainedNetwork();
    const restored = await restoreInPage(`${site.origin}/saved/model.json`);
    expect(restored.logits).toEqual(await predictHere(net));
    expect(restored.ofModel).toEqual(restored.logits.map((logit) => expect.closeTo(logit, 4)));
  });

  test('that is not there says so', async () => {
    const reason = page.evaluate(() => globalThis.lab.layers.NeuralNet.restore('localstorage://nothing'));
    await expect(reason).rejects.toThrow("no model with name 'nothing'");
  });

  test.each(['layer', 'operation', 'equations'] as const)(
    'with its layers written as %s trains as the compiled engine does',
    async (fullyConnected) => {
      const net = await trainedNetwork();
      const logits = await page.evaluate(
        async ({ data, options, training, fullyConnected }) => {
          const { clusters, inOrder, layers } = globalThis.lab;
          const other = await layers.NeuralNet.create({ ...options, fullyConnected, backend: 'cpu' });
          const steps = other.train(inOrder(clusters(data)), training);
          while (!(await steps.next()).done);
          return Array.from(await other.predict(clusters(data)));
        },
        { data, options, training, fullyConnected },
      );
      expect(logits).toEqual((await predictHere(net)).map((logit) => expect.closeTo(logit, 2)));
    },
  );
});

describe.each(digests)(
  '200 batches of MNIST in a browser: batch norm $batchNorm',
  ({ batchNorm, sha256 }) => {
    test.each(['train', 'trainInWorker'] as const)('by %s, the bits of Node.js', async (method) => {
      let workers = 0;
      page.on('worker', () => workers++);
      const digest = await page.evaluate(
        async ({ batchNorm, method }) => {
          const { layers, mnist } = globalThis.lab;
          const { train, validation } = await mnist.fetchMnist('mnist/', { files: 'plain' });
          const layerSizes = [784, 100, 100, 100, 10];
          const net = await layers.NeuralNet.create({ layerSizes, seed: 1, batchNorm, engine: 'compiled' });
          const stream = new mnist.BatchStream(train, { seed: 1 });
          const options = { learningRate: 0.01, trainingBatches: 200, batchSize: 60, validation };
          const steps = net[method](stream, options);
          while (!(await steps.next()).done);
          return layers.digestState(await net.getState());
        },
        { batchNorm, method },
      );
      expect(digest).toBe(sha256);
      expect(workers).toBe(method === 'trainInWorker' ? 1 : 0);
    });
  },
);
