import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import '@tensorflow/tfjs';
import { NeuralNet } from '../../src';
import { clusters, inOrder } from '../helpers/clusters';
import { runProgram } from '../helpers/run-program';

const examples = clusters({ count: 60, inputSize: 5, classes: 3, seed: 1 });

let directory = '';
let logits: number[] = [];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
  const net = await NeuralNet.create({ layerSizes: [5, 8, 7, 3], seed: 1 });
  const options = { learningRate: 0.1, trainingBatches: 50, batchSize: 12 };
  for await (const { step } of net.train(inOrder(examples), options)) expect(step).toBeLessThanOrEqual(50);
  await net.save(`file://${directory}/a network`);
  logits = Array.from(await net.predict(examples));
  net.dispose();
});
afterAll(() => rm(directory, { recursive: true }));

/** Loads the network by each of some URLs and prints its logits, and what its third layer is. */
const predict = (urls: readonly string[]) => `
  const inputs = tf.tensor2d(${JSON.stringify(Array.from(examples.inputs))}, [60, 5]);
  const seen = [];
  for (const url of ${JSON.stringify(urls)}) {
    const model = await tf.loadLayersModel(url);
    const logits = Array.from(model.predict(inputs).dataSync());
    seen.push({ logits, isOurs: model.layers[1] instanceof BatchNormalization });
  }
  console.log(JSON.stringify(seen));
`;

const otherHandler = `
  const other = (url) => (String(url).startsWith('file://') ? {
    save: () => Promise.resolve('the other saved'),
    load: () => Promise.reject(new Error('the other loads')),
  } : null);
  tf.io.registerSaveRouter(other);
  tf.io.registerLoadRouter(other);
`;

const asksBoth = `
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  const saved = await model.save('file://model');
  const loaded = await tf.loadLayersModel('file://model').catch((error) => error.message);
  console.log(JSON.stringify([saved, loaded]));
`;

// Keeps the output to what the programs print.
const imports = `
  import * as tf from '@tensorflow/tfjs';
  tf.env().set('PROD', true);
  console.warn = () => {};
`;

describe('a program that imports the package', () => {
  test('loads file:// by tf.loadLayersModel, with the layer of this package', async () => {
    // One program for all three: each takes a second to bundle and to start.
    const names = ['a network', 'a%20network', 'a network/model.json'];
    const source = `
      ${imports}
      import { BatchNormalization } from '@bnlab/layers';
      ${predict(names.map((name) => `file://${directory}/${name}`))}
    `;
    const close = logits.map((logit) => expect.closeTo(logit, 4) as unknown);
    expect(await runProgram(source)).toEqual(names.map(() => ({ logits: close, isOurs: true })));
  });

  test('saves any model by its URL, relative to where it runs', async () => {
    const source = `
      ${imports}
      import '@bnlab/layers';
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
      await model.save('file://folder/model');
      const again = await tf.loadLayersModel('file://folder/model');
      const weights = (of) => of.getWeights().map((weight) => Array.from(weight.dataSync()));
      console.log(JSON.stringify([weights(model), weights(again)]));
    `;
    const [before, after] = (await runProgram(source)) as [number[][], number[][]];
    expect(before[0]!.some((value) => value !== 0)).toBe(true);
    expect(after).toEqual(before);
  });

  test.each([
    ['before', `${imports} ${otherHandler} await import('@bnlab/layers'); ${asksBoth}`],
    ['after', `${imports} import '@bnlab/layers'; ${otherHandler} ${asksBoth}`],
  ])('leaves file:// to a handler that is registered %s it, as tfjs-node is', async (_, source) => {
    expect(await runProgram(source)).toEqual(['the other saved', 'the other loads']);
  });

  test('twice, as ECMAScript and CommonJS builds, has one handler', async () => {
    const source = `
      ${imports}
      import '@bnlab/layers';
      import '../../src/io/register-file-system?again';
      console.log(JSON.stringify([
        tf.io.getLoadHandlers('file://model').length,
        tf.io.getSaveHandlers('file://model').length,
        tf.io.getLoadHandlers('https://host/model.json').length,
        tf.io.getLoadHandlers(['file://a', 'file://b']).length,
      ]));
    `;
    expect(await runProgram(source)).toEqual([1, 1, 1, 0]);
  });

  test('restores networks over http', async () => {
    const server = createServer((request, response) => {
      readFile(join(directory, 'a network', request.url!)).then(
        (body) => response.end(body),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const source = `
      ${imports}
      import { NeuralNet } from '@bnlab/layers';
      const at = 'http://localhost:${port}';
      const net = await NeuralNet.restore(at + '/model.json');
      const missing = await NeuralNet.restore(at + '/no.json').catch((error) => error.message);
      console.log(JSON.stringify({ missing, logits: Array.from(await net.predict(Float32Array.from(
        ${JSON.stringify(Array.from(examples.inputs))}))) }));
    `;
    expect(await runProgram(source)).toEqual({ logits, missing: expect.stringContaining('status code 404') });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test('still restores networks by the handler of the package where another has the scheme', async () => {
    const source = `
      ${imports}
      import { NeuralNet } from '@bnlab/layers';
      ${otherHandler}
      const net = await NeuralNet.restore(${JSON.stringify(`file://${directory}/a network`)});
      console.log(JSON.stringify(Array.from(await net.predict(Float32Array.from(
        ${JSON.stringify(Array.from(examples.inputs))})))));
    `;
    expect(await runProgram(source)).toEqual(logits);
  });
});
