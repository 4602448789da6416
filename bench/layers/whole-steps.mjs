/**
 * Whole training steps of programs of TensorFlow.js on its WebAssembly backend, one thread: with the stock layer and the
 * backend as it comes, and with the layer of @bnlab/layers and everything that registerFusedKernels brings. The gradient
 * of a convolution's filter is lent to the stock side, which has none. Both take turns within one process; processor time
 * is measured, a ratio is taken within each round, and the median of the rounds reported.
 *
 *     npm run bench -- programs [--rounds 9]
 *
 * Prints a table, writes bench/results/programs.json, and puts the table into packages/layers/README.md.
 */
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { registerFusedKernels } from '@bnlab/kernels/tfjs';
import { batchNormalization } from '@bnlab/layers';
import { median } from '../support/median.mjs';
import { updateReadme } from '../support/readme-table.mjs';
import { writeResults } from '../support/write-results.mjs';
import { FILTER_GRADIENT, lendFilterGradient } from './lend-filter-gradient.mjs';
import { programs } from './programs.mjs';
import { programsTable } from './table.mjs';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '9' } },
  strict: false,
});
const rounds = Number(options.rounds);

tf.env().set('PROD', true);
await tf.setBackend('wasm');
const lent = await lendFilterGradient();

const sides = {
  stock: async (action) => action(),
  ours: async (action) => {
    tf.unregisterKernel(FILTER_GRADIENT, 'wasm');
    const registration = await registerFusedKernels();
    try {
      return await action();
    } finally {
      registration.unregister();
      tf.registerKernel(lent);
    }
  },
};

/** Milliseconds of processor time per step. */
async function timeOf(step, runs) {
  const start = process.cpuUsage();
  for (let run = 0; run < runs; run++) await step();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / runs;
}

async function measure({ name, title, start }) {
  const steps = { stock: start(tf.layers.batchNormalization), ours: start(batchNormalization) };
  const warmUp = await sides.stock(() => timeOf(steps.stock, 2));
  await sides.ours(() => timeOf(steps.ours, 10));
  const runs = Math.max(1, Math.round(200 / warmUp));
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const stock = await sides.stock(() => timeOf(steps.stock, runs));
    times.push({ stock, ours: await sides.ours(() => timeOf(steps.ours, runs)) });
  }
  const milliseconds = (side) => median(times.map((time) => time[side]));
  const timesStock = median(times.map(({ stock, ours }) => stock / ours));
  return {
    name,
    title,
    milliseconds: { stock: milliseconds('stock'), ours: milliseconds('ours') },
    timesStock,
  };
}

const measured = [];
for (const program of programs) measured.push(await measure(program));
const document = writeResults('programs', { backend: 'wasm', rounds, programs: measured });
const table = programsTable(document);
console.log(table);
updateReadme('layers', 'programs', table);
