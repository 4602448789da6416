/**
 * Trains the lesson's plain ReLU network at learning rate 1, seed 1, looks into it batch by batch where it dies, and
 * writes data/cliff.json: the story that the chapter "See it work" tells.
 *
 *     node scripts/record-cliff.mjs
 *
 * The compiled engine gives the same bits on every machine, so a second run writes the same file.
 */
import { writeFileSync } from 'node:fs';
import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { deadIn, trainOn, unitsOf } from './lab.mjs';

const LAST = 30_000;
const STRIDE = 250;
/** Batches on both sides of the step that kills the network. */
const AROUND = { before: 30, after: 10 };
/** An accuracy that a network does not come back from. */
const DEAD = 0.15;
const learningRate = 1;
const seed = 1;

const { train, validation } = await loadMnist();
const watched = Uint32Array.from({ length: 500 }, (_, image) => image);

const create = (batchNorm) =>
  NeuralNet.create({ layerSizes: [784, 100, 100, 100, 10], batchNorm, seed, engine: 'compiled' });

/** What is kept of a moment. */
async function moment(net, step) {
  const { loss, layers } = await net.observe(train, watched, { bins: 1, quantiles: [0.5] });
  const { accuracy } = await net.evaluate(validation);
  return {
    step,
    accuracy: Number(accuracy.toFixed(4)),
    loss: Number(loss.toPrecision(4)),
    gradients: layers.map(({ norms }) => Number(norms.weightGradient.toPrecision(3))),
    units: unitsOf(layers),
  };
}

async function curveOf(net, stream, onState) {
  const accuracies = [];
  for (let step = 0; step <= LAST; step += STRIDE) {
    if (step > 0) await trainOn(net, stream, { learningRate, trainingBatches: STRIDE });
    const { accuracy } = await net.evaluate(validation);
    accuracies.push(Number(accuracy.toFixed(4)));
    await onState?.(step, accuracy);
  }
  return accuracies;
}

const moments = new Map();
const plain = await create(false);
let alive;
const without = await curveOf(plain, new BatchStream(train, { seed }), async (step, accuracy) => {
  if (step % 5000 === 0 || step === STRIDE) moments.set(step, await moment(plain, step));
  if (accuracy >= DEAD && (alive === undefined || alive.step === step - STRIDE))
    alive = { step, state: await plain.getState() };
});

// Once more from the last living state, batch by batch.
plain.setState(alive.state);
const stream = new BatchStream(train, { seed });
for (let skipped = 0; skipped < alive.step; skipped++) stream.nextIndices(60);
const near = [];
for (let step = alive.step; step <= alive.step + 2 * STRIDE; step++) {
  if (step > alive.step) await trainOn(plain, stream, { learningRate, trainingBatches: 1 });
  near.push(await moment(plain, step));
}
const fatal = near.findIndex(({ accuracy }) => accuracy < DEAD);
for (const each of near.slice(Math.max(0, fatal - AROUND.before), fatal + AROUND.after + 1))
  moments.set(each.step, each);

const normalized = await create(true);
const withNorm = await curveOf(normalized, new BatchStream(train, { seed }));

const record = {
  ...{ learningRate, seed, stride: STRIDE, images: watched.length, fatal: near[fatal].step },
  ...{ without, with: withNorm, normalized: await moment(normalized, LAST) },
  moments: [...moments.values()].sort((a, b) => a.step - b.step),
};
writeFileSync(new URL('../data/cliff.json', import.meta.url), `${JSON.stringify(record)}\n`);
for (const { step, accuracy, loss, gradients, units } of record.moments)
  console.error(step, accuracy, loss, gradients, deadIn(units));
