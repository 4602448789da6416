/**
 * Trains normalized ReLU networks from starting weights that are a hundred times too large, batch by batch, and writes
 * data/switch-yard.json: how a single step switches units off for good, for the chapter "When it fails".
 *
 *     node scripts/record-switch-yard.mjs
 *
 * The compiled engine gives the same bits on every machine, so a second run writes the same file.
 */
import { writeFileSync } from 'node:fs';
import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { deadIn, trainOn, unitsOf } from './lab.mjs';

const SEEDS = 20;
const BATCHES = 10;
/** Batches after which a network counts as one that learns, or one that does not. */
const VERDICT = 2000;
const layerSizes = [784, 100, 100, 100, 10];
const standardDeviation = 5;
const rates = [0.1, 1, 2];
/** Seeds whose first batches can be looked at. */
const SHOWN = 3;

const { train, validation } = await loadMnist();
const images = validation.slice(0, 500);
const watched = Uint32Array.from({ length: images.count }, (_, image) => image);

async function moment(net) {
  const { loss, layers } = await net.observe(images, watched, { bins: 1, quantiles: [0.5] });
  const logits = await net.predict(images, { statistics: 'batch' });
  return {
    loss: Number(loss.toPrecision(3)),
    logit: Number(logits.reduce((most, value) => Math.max(most, Math.abs(value)), 0).toPrecision(3)),
    gradient: Number(layers.at(-1).norms.weightGradient.toPrecision(3)),
    beta: layers
      .slice(0, -1)
      .map(({ beta }) => Number((beta.reduce((sum, b) => sum + b, 0) / beta.length).toPrecision(3))),
    units: unitsOf(layers),
  };
}

const runs = {};
for (const learningRate of rates) {
  runs[learningRate] = { moments: [], accuracies: [] };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const net = await NeuralNet.create({
      layerSizes,
      standardDeviation,
      seed,
      batchNorm: true,
      engine: 'compiled',
    });
    const stream = new BatchStream(train, { seed });
    const moments = [];
    for (let batch = 0; batch <= BATCHES; batch++) {
      if (batch > 0) await trainOn(net, stream, { learningRate, trainingBatches: 1 });
      if (seed <= SHOWN) moments.push(await moment(net));
    }
    await trainOn(net, stream, { learningRate, trainingBatches: VERDICT - BATCHES });
    const { accuracy } = await net.evaluate(validation);
    net.dispose();
    runs[learningRate].accuracies.push(Number(accuracy.toFixed(4)));
    if (seed <= SHOWN) {
      runs[learningRate].moments.push(moments);
      for (const { loss, logit, gradient, beta, units } of moments)
        console.error(learningRate, seed, loss, logit, gradient, beta, deadIn(units));
    }
  }
  console.error(learningRate, runs[learningRate].accuracies);
}
const record = { layerSizes, standardDeviation, rates, batches: VERDICT, images: images.count, runs };
writeFileSync(new URL('../data/switch-yard.json', import.meta.url), `${JSON.stringify(record)}\n`);
