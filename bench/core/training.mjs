/**
 * One training-mode batch normalization, forward and backward, by the ways of ways.mjs. The ways take turns within one
 * process, round after round; a ratio is taken within each round, and the median of the rounds reported. All but the
 * fused way run on TensorFlow.js as it comes, without any kernel of ours.
 *
 *     npm run bench -- core [--seconds 6] [--backend wasm|cpu]
 *
 * Prints a table, writes bench/results/core-training.json, and puts the table into packages/core/README.md.
 */
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { registerFusedKernels, registerFusedKernelsSync } from '@bnlab/kernels/tfjs';
import { cpuMilliseconds } from '../support/cpu-milliseconds.mjs';
import { median } from '../support/median.mjs';
import { updateReadme } from '../support/readme-table.mjs';
import { writeResults } from '../support/write-results.mjs';
import { operationTable } from './table.mjs';
import { waysOf } from './ways.mjs';

const SHAPES = [
  [60, 100],
  [128, 512],
  [32, 14, 14, 64],
  [8, 56, 56, 32],
];
/** Milliseconds of one way before the next has its turn, at least. */
const TURN = 5;
const LEAST_ROUNDS = 5;

const { values: options } = parseArgs({
  options: { backend: { type: 'string' }, seconds: { type: 'string', default: '6' } },
});
const seconds = Number(options.seconds);
const backends = options.backend ? [options.backend] : ['wasm', 'cpu'];
tf.env().set('PROD', true);

/** Does something with the kernels that a way has. */
async function as(way, action) {
  if (way !== 'fused') return action();
  const { unregister } = registerFusedKernelsSync();
  try {
    return await action();
  } finally {
    unregister();
  }
}

// Both backends have computed everything by the time an operation returns.
const runOnce = (run) => () => tf.tidy(() => void run());

/** Each way's milliseconds in each round. */
async function takeTurns(ways) {
  const names = Object.keys(ways);
  const runs = {};
  for (const name of names) {
    const once = await as(name, () => cpuMilliseconds(runOnce(ways[name]), 2));
    runs[name] = Math.max(1, Math.ceil(TURN / Math.max(once, 1e-3)));
  }
  const round = async () => {
    const times = {};
    for (const name of names) {
      times[name] = await as(name, () => cpuMilliseconds(runOnce(ways[name]), runs[name]));
    }
    return times;
  };
  // Before anything counts, the JavaScript engine is given time to compile what runs often.
  await repeat(seconds / 2, 2, round);
  return repeat(seconds, LEAST_ROUNDS, round);
}

async function repeat(seconds, least, action) {
  const results = [];
  const end = performance.now() + seconds * 1000;
  while (results.length < least || performance.now() < end) results.push(await action());
  return results;
}

/** Bytes of tensors alive at the worst moment of one run, above those alive before it. */
async function peakBytes(way) {
  const before = tf.memory().numBytes;
  const { peakBytes: peak } = await tf.profile(runOnce(way));
  return peak - before;
}

async function measure(backend, shape) {
  const { ways, dispose } = waysOf(shape);
  if (backend !== 'wasm') delete ways.fused;
  const rounds = await takeTurns(ways);
  const results = [];
  for (const [way, run] of Object.entries(ways)) {
    results.push({
      way,
      milliseconds: median(rounds.map((times) => times[way])),
      timesStockOp: median(rounds.map((times) => times['stock op'] / times[way])),
      peakBytes: await as(way, () => peakBytes(run)),
    });
  }
  dispose();
  return { backend, shape, rounds: rounds.length, ways: results };
}

const rows = [];
for (const backend of backends) {
  await tf.setBackend(backend);
  await tf.ready();
  if (backend === 'wasm') {
    const { reason, unregister } = await registerFusedKernels();
    if (reason) throw new Error(reason);
    unregister();
  }
  for (const shape of SHAPES) {
    rows.push(await measure(backend, shape));
    process.stderr.write(`${backend} [${shape}] done\n`);
  }
}

const table = operationTable({ rows });
console.log(table);
if (!options.backend) {
  writeResults('core-training', { rows });
  updateReadme('core', 'core-training', table);
}
