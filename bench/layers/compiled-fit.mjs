/**
 * `fit` of a model of TensorFlow.js on its WebAssembly backend, one thread, as it comes, and `fit` of the same model
 * through `compileTraining`: an epoch on MNIST's images, with everything that `fit` does around a step. The gradient of a
 * convolution's filter is lent to the stock side, which has none. Both take turns within one process; processor time is
 * measured, a ratio is taken within each round, and the median of the rounds reported.
 *
 *     npm run bench -- fit [--rounds 7]
 *
 * Prints a table, writes bench/results/fit.json, and puts the table into packages/layers/README.md.
 */
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { compileTraining } from '@bnlab/layers';
import { loadMnist } from '@bnlab/mnist';
import { median } from '../support/median.mjs';
import { updateReadme } from '../support/readme-table.mjs';
import { writeResults } from '../support/write-results.mjs';
import { lendFilterGradient } from './lend-filter-gradient.mjs';
import { networks } from './networks.mjs';
import { fitTable } from './table.mjs';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '7' } },
  strict: false,
});
const rounds = Number(options.rounds);
/** The batches of an epoch of each network: about two seconds of the stock side. */
const batches = { MLP: 100, CNN: 5 };

tf.env().set('PROD', true);
await tf.setBackend('wasm');
await lendFilterGradient();

const { train } = await loadMnist();
const measured = [];
for (const network of networks) measured.push(await measure(network));
const document = writeResults('fit', { backend: 'wasm', rounds, networks: measured });
const table = fitTable(document);
console.log(table);
updateReadme('layers', 'fit', table);

async function measure({ name, title, batch, build }) {
  const [batchSize, ...image] = batch;
  const examples = batchSize * batches[name];
  const xs = tf.tensor(
    Float32Array.from(train.inputs.subarray(0, 784 * examples), (value) => value / 255),
    [examples, ...image],
  );
  const ys = tf.oneHot(tf.tensor1d(train.labels.subarray(0, examples), 'int32'), 10);
  const stock = build(tf.layers.batchNormalization);
  const compiled = await compileTraining(build(tf.layers.batchNormalization));
  const rate = async (model, epochs) => {
    const start = process.cpuUsage();
    await model.fit(xs, ys, { batchSize, epochs, shuffle: false, verbose: 0 });
    const { user, system } = process.cpuUsage(start);
    return (epochs * batches[name] * 1e6) / (user + system);
  };
  const samples = [];
  for (let round = 0; round <= rounds; round++) {
    const sample = { stock: await rate(stock, 1), compiled: await rate(compiled, 4) };
    // The first round warms up: compilers, caches, copies of the data.
    if (round > 0) samples.push(sample);
  }
  tf.dispose([xs, ys]);
  return {
    name,
    title,
    stepsPerSecond: {
      stock: median(samples.map(({ stock: speed }) => speed)),
      compiled: median(samples.map(({ compiled: speed }) => speed)),
    },
    timesStock: median(samples.map((sample) => sample.compiled / sample.stock)),
  };
}
