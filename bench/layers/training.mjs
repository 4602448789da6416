/**
 * Models of TensorFlow.js trained with the layer of @bnlab/layers beside the same models with the stock layer, on the
 * WebAssembly backend, one thread: whole training steps and predictions, and the batch norm layers alone. With the fused
 * kernels of @bnlab/kernels/tfjs and without; the convolutions' gradients are from there on both sides, as that backend
 * has none. The peers take turns within one process, round after round; processor time is measured, a ratio is
 * taken within each round, and the median of the rounds reported.
 *
 *     npm run bench -- layers [--seconds 6]
 *
 * Prints a table, writes bench/results/layers.json, and puts the table into packages/layers/README.md.
 */
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { fusedKernelNames } from '@bnlab/core';
import { registerFusedKernels } from '@bnlab/kernels/tfjs';
import { batchNormalization } from '@bnlab/layers';
import { median } from '../support/median.mjs';
import { updateReadme } from '../support/readme-table.mjs';
import { writeResults } from '../support/write-results.mjs';
import { networks } from './networks.mjs';
import { layersTable } from './table.mjs';
import { tasksOf } from './tasks.mjs';

const { values: options } = parseArgs({ options: { seconds: { type: 'string', default: '6' } } });
const seconds = Number(options.seconds);
const leastRounds = 11;

tf.env().set('PROD', true);
await tf.setBackend('wasm');
const { reason } = await registerFusedKernels();
if (reason) throw new Error(reason);
const fusedKernels = Object.values(fusedKernelNames).map((name) => tf.getKernel(name, 'wasm'));

const peers = {
  stock: { layer: tf.layers.batchNormalization, fused: false },
  operations: { layer: batchNormalization, fused: false },
  fused: { layer: batchNormalization, fused: true },
};
const others = ['operations', 'fused'];

/** Does something with the kernels that a peer has. */
async function as(peer, action) {
  if (!peers[peer].fused) fusedKernels.forEach((kernel) => tf.unregisterKernel(kernel.kernelName, 'wasm'));
  try {
    return await action();
  } finally {
    if (!peers[peer].fused) fusedKernels.forEach((kernel) => tf.registerKernel(kernel));
  }
}

/** Milliseconds of processor time that a task takes, the mean of so many runs. */
async function timeOf(task, runs) {
  const start = process.cpuUsage();
  for (let run = 0; run < runs; run++) await task();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / runs;
}

/** Each peer's milliseconds in each round. */
async function takeTurns(tasks) {
  const runs = Math.max(1, Math.round(4 / (await as('stock', () => timeOf(tasks.stock, 5)))));
  const round = async () => {
    const times = {};
    for (const peer of Object.keys(peers)) times[peer] = await as(peer, () => timeOf(tasks[peer], runs));
    return times;
  };
  // Before anything counts, the JavaScript engine is given time to compile what runs often.
  await repeat(seconds / 2, 2, round);
  return repeat(seconds, leastRounds, round);
}

/** Repeats an action for some seconds of processor time. */
async function repeat(seconds, least, action) {
  const results = [];
  const start = process.cpuUsage();
  const spent = () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  while (results.length < least || spent() < seconds) results.push(await action());
  return results;
}

/** Bytes of tensors alive at the worst moment of a task, above those alive before it. */
async function peakBytes(peer, task) {
  const before = tf.memory().numBytes;
  const { peakBytes: peak } = await as(peer, () => tf.profile(task));
  return peak - before;
}

async function measure(network) {
  const tasks = {};
  for (const [peer, { layer }] of Object.entries(peers)) tasks[peer] = tasksOf(network.build(layer), network);
  const results = [];
  for (const task of Object.keys(tasks.stock)) {
    const ofPeers = Object.fromEntries(Object.keys(peers).map((peer) => [peer, tasks[peer][task]]));
    const rounds = await takeTurns(ofPeers);
    const timeOfPeer = (peer) => median(rounds.map((times) => times[peer]));
    const speedup = (peer) => median(rounds.map((times) => times.stock / times[peer]));
    const peaks = {};
    for (const peer of Object.keys(peers)) peaks[peer] = await peakBytes(peer, ofPeers[peer]);
    results.push({
      task,
      rounds: rounds.length,
      milliseconds: Object.fromEntries(Object.keys(peers).map((peer) => [peer, timeOfPeer(peer)])),
      timesStock: Object.fromEntries(others.map((peer) => [peer, speedup(peer)])),
      peakBytes: peaks,
    });
  }
  return { network: network.title, results };
}

const measured = [];
for (const network of networks) measured.push(await measure(network));
const document = writeResults('layers', { backend: 'wasm', networks: measured });
const table = layersTable(document);
console.log(table);
updateReadme('layers', 'layers', table);
