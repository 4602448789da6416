/**
 * The gradients of 2-D convolutions that @bnlab/kernels/tfjs gives TensorFlow.js's WebAssembly backend, beside that
 * backend's own, where it has one, and the CPU backend's, the only other way to train a convolution in Node.js without
 * native code. Each kernel alone, then training steps of whole networks. The ways take turns within one process; medians
 * are compared.
 *
 * For whole networks, the stock way has the kernels without which that backend trains no convolution at all.
 *
 *     npm run bench -- tfjs-kernels [--rounds 5]
 *
 * Prints a table and writes bench/results/convolution-gradients.json.
 */
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { registerFusedKernels } from '@bnlab/kernels/tfjs';
import { cpuMilliseconds } from '../support/cpu-milliseconds.mjs';
import { median } from '../support/median.mjs';
import { markdownTable } from '../support/readme-table.mjs';
import { writeResults } from '../support/write-results.mjs';
import { callOf, convolutions, kernelsOf, networks, trainingStep } from './convolutions.mjs';

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(options.rounds);

tf.env().set('PROD', true);
await tf.setBackend('wasm');
await tf.ready();
const stock = new Map(tf.getKernelsForBackend('wasm').map((kernel) => [kernel.kernelName, kernel]));
const { kernels, reason } = await registerFusedKernels();
if (reason) throw new Error(reason);
const ours = new Map(kernels.map((name) => [name, tf.getKernel(name, 'wasm')]));
const lacking = kernels.filter((name) => !stock.has(name) && !name.startsWith('Bnlab'));

/** What each way needs to be set: `wasm` is ours. */
const ways = {
  wasm: () => tf.setBackend('wasm'),
  stock: async () => {
    for (const name of ours.keys()) {
      tf.unregisterKernel(name, 'wasm');
      if (stock.has(name)) tf.registerKernel(stock.get(name));
      else if (lacking.includes(name)) tf.registerKernel(ours.get(name));
    }
    await tf.setBackend('wasm');
  },
  cpu: () => tf.setBackend('cpu'),
};

/** Does something the one way or the other, and leaves our kernels registered. */
async function as(way, action) {
  await ways[way]();
  try {
    return action();
  } finally {
    if (way === 'stock') {
      for (const [name, kernel] of ours) {
        if (tf.getKernel(name, 'wasm')) tf.unregisterKernel(name, 'wasm');
        tf.registerKernel(kernel);
      }
    }
  }
}

/** Milliseconds of a task by each way, medians of turns; `prepare` makes it there. */
async function compare(prepare, runs) {
  const tasks = {};
  const times = {};
  for (const way of Object.keys(runs)) {
    times[way] = [];
    tasks[way] = await as(way, () => {
      const task = prepare();
      if (way !== 'cpu') task();
      return task;
    });
  }
  for (let round = 0; round < rounds; round++) {
    for (const [way, count] of Object.entries(runs)) {
      times[way].push(await as(way, () => cpuMilliseconds(tasks[way], count)));
    }
  }
  return Object.fromEntries(Object.entries(times).map(([way, each]) => [way, median(each)]));
}

const rows = [];
for (const convolution of convolutions) {
  for (const description of kernelsOf(convolution)) {
    const { kernel, operations } = description;
    const runs = { wasm: 20, ...(stock.has(kernel) && { stock: 3 }), cpu: 1 };
    const times = await compare(() => callOf(description), runs);
    const { image, filters, stride } = convolution;
    const what = `[${image}] ${kernel.startsWith('Conv') ? `to ${filters} ` : ''}stride ${stride}`;
    rows.push({ measure: kernel, what, ...times, gigaflops: operations / times.wasm / 1e6 });
    process.stderr.write(`${kernel} ${what} done\n`);
  }
}
for (const network of networks) {
  const small = network.filters.length < 10;
  // A step of the deep network takes the CPU backend half a minute.
  const times = await compare(() => trainingStep(network), { wasm: 3, stock: 2, ...(small && { cpu: 1 }) });
  rows.push({ measure: 'training step', what: `${network.title}, batch 64`, ...times });
}

const ratio = (slow, fast) => (slow === undefined ? '' : (slow / fast).toFixed(1));
console.log(
  markdownTable(
    [
      ['kernel', 'of', 'ours, ms', 'stock, ms', 'CPU backend, ms', 'stock / ours', 'CPU / ours', 'GFLOP/s'],
      ...rows.map(({ measure, what, wasm, stock, cpu, gigaflops }) => [
        measure,
        what,
        wasm.toFixed(2),
        stock?.toFixed(1) ?? '',
        cpu?.toFixed(1) ?? '',
        ratio(stock, wasm),
        ratio(cpu, wasm),
        gigaflops?.toFixed(1) ?? '',
      ]),
    ],
    2,
  ),
);
writeResults('convolution-gradients', { rows });
