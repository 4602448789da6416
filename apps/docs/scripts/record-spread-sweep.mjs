/**
 * Trains the pair of the home page from many spreads of the starting weights and writes data/spread-sweep.json: the
 * evidence that the page shows, and the ground that the reader's own trainings are drawn on.
 *
 *     node scripts/record-spread-sweep.mjs
 *
 * The compiled engine gives the same bits on every machine, so a second run writes the same file.
 */
import { writeFileSync } from 'node:fs';
import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { trainOn } from './lab.mjs';

const SPREADS = 19;
const [LEAST, MOST] = [0.005, 5];
const seeds = [1, 2, 3];
const layerSizes = [784, 100, 100, 100, 100, 100, 100, 10];
const options = { learningRate: 0.1, batchSize: 60, trainingBatches: 500 };

const { train, validation } = await loadMnist();
const [images, check] = [train.slice(0, 5000), validation.slice(0, 1000)];
const spreads = Array.from({ length: SPREADS }, (_, i) =>
  Number((LEAST * (MOST / LEAST) ** (i / (SPREADS - 1))).toPrecision(3)),
);

async function accuracyOf({ activation, standardDeviation, seed, batchNorm }) {
  const net = await NeuralNet.create({ layerSizes, activation, standardDeviation, seed, batchNorm });
  await trainOn(net, new BatchStream(images, { seed }), options);
  const { accuracy } = await net.evaluate(check);
  net.dispose();
  return accuracy;
}

async function inTurn(values, act) {
  const results = [];
  for (const value of values) results.push(await act(value));
  return results;
}

const runs = {};
for (const activation of ['relu', 'tanh', 'sigmoid']) {
  runs[activation] = await inTurn(spreads, async (standardDeviation) => {
    const over = (batchNorm) =>
      inTurn(seeds, (seed) => accuracyOf({ activation, standardDeviation, seed, batchNorm }));
    const [without, withNorm] = [await over(false), await over(true)];
    console.error(activation, standardDeviation, without, withNorm);
    return { without, with: withNorm };
  });
}
const record = {
  ...options,
  hidden: layerSizes.slice(1, -1),
  trainingImages: images.count,
  validationImages: check.count,
  ...{ seeds, spreads, runs },
};
writeFileSync(new URL('../data/spread-sweep.json', import.meta.url), `${JSON.stringify(record)}\n`);
