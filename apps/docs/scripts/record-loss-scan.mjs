/**
 * Walks along the gradient of a training batch, at several moments of both of the lesson's networks, and writes
 * data/loss-scan.json: the loss as a function of the length of the step, for the chapter "The gradient".
 *
 *     node scripts/record-loss-scan.mjs
 *
 * The compiled engine gives the same bits on every machine, so a second run writes the same file.
 */
import { writeFileSync } from 'node:fs';
import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { trainOn } from './lab.mjs';

const moments = [0, 100, 500];
const BATCH = 200;
const lengths = Array.from({ length: 41 }, (_, i) => Number((0.02 * 1000 ** (i / 40)).toPrecision(3)));
const { train } = await loadMnist();
const batch = train.slice(0, BATCH);

/** A stream that gives the same images again and again. */
const same = { examples: batch, nextIndices: () => Uint32Array.from({ length: BATCH }, (_, image) => image) };

async function lossAfter(net, state, learningRate) {
  net.setState(state);
  if (learningRate > 0) {
    await trainOn(net, same, { learningRate, batchSize: BATCH, trainingBatches: 1 });
  }
  const { loss } = await net.evaluate(batch, { statistics: 'batch' });
  return loss;
}

async function scans(batchNorm) {
  const net = await NeuralNet.create({
    layerSizes: [784, 100, 100, 100, 10],
    batchNorm,
    seed: 1,
    engine: 'compiled',
  });
  const stream = new BatchStream(train, { seed: 1 });
  const found = [];
  let step = 0;
  for (const target of moments) {
    if (target > step) await trainOn(net, stream, { learningRate: 0.1, trainingBatches: target - step });
    step = target;
    const state = await net.getState();
    const losses = [];
    for (const length of [0, ...lengths])
      losses.push(Number((await lossAfter(net, state, length)).toPrecision(4)));
    net.setState(state);
    found.push(losses);
    console.error(
      batchNorm,
      target,
      losses.filter((_, i) => i % 4 === 0),
    );
  }
  net.dispose();
  return found;
}

const record = {
  moments,
  batch: BATCH,
  learningRate: 0.1,
  lengths,
  without: await scans(false),
  with: await scans(true),
};
writeFileSync(new URL('../data/loss-scan.json', import.meta.url), `${JSON.stringify(record)}\n`);
