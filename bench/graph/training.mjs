/**
 * Training convolutional networks: the compiled engine, PyTorch on the CPU in both layouts, eager and compiled, and
 * TensorFlow.js on WebAssembly with our kernels, one thread each. The peers take turns, round after round; processor time
 * is measured, a ratio is taken within each round, and the median of the rounds reported.
 *
 *     node bench/graph/training.mjs [--rounds 7] [--only convnet-20-bn,four] [--python ~/torch-2.13/bin/python]
 *
 * Prints tables and writes bench/results/graph.json. PyTorch takes part where a python3 that has it is found, or named.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import { CompiledGraph } from '@bnlab/kernels';
import { registerFusedKernels } from '@bnlab/kernels/tfjs';
import { NeuralNet } from '@bnlab/layers';
import { cpuSeconds } from '../kernels/cpu-seconds.mjs';
import { Peer } from '../kernels/peer.mjs';
import { median } from '../support/median.mjs';
import { markdownTable } from '../support/readme-table.mjs';
import { writeResults } from '../support/write-results.mjs';
import { BATCH, cases as allCases, goals, layersOf } from './networks.mjs';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, only: { type: 'string' }, python: { type: 'string' } },
});
const rounds = Number(options.rounds);
const only = options.only?.split(',');
const cases = allCases.filter(({ name }) => !only || only.includes(name));

setThreadsCount(1);
await tf.setBackend('wasm');
await registerFusedKernels();

const images = Float32Array.from({ length: BATCH * 784 }, (_, i) => (Math.sin(i * i) + 1) / 2);
const labels = Uint8Array.from({ length: BATCH }, (_, i) => (7 * i) % 10);
const indices = Uint32Array.from({ length: BATCH }, (_, i) => i);
const torch = await startTorch();
const ways = [
  { name: 'ours', title: 'ours', run: ours },
  ...(torch
    ? [
        { name: 'torch', title: 'PyTorch', run: pytorch('contiguous', false) },
        { name: 'channelsLast', title: 'channels last', run: pytorch('channels_last', false) },
        ...(torch.compiles
          ? [
              { name: 'compiled', title: 'torch.compile', run: pytorch('contiguous', true) },
              { name: 'compiledLast', title: 'both', run: pytorch('channels_last', true) },
            ]
          : []),
      ]
    : []),
  { name: 'tfjs', title: 'TensorFlow.js, our kernels', run: tfjs },
];

const graphs = new Map();
const models = new Map();
const samples = new Map(cases.map(({ name }) => [name, []]));
for (let round = 0; round <= rounds; round++) {
  for (const one of cases) {
    const sample = {};
    for (const { name, run } of ways) sample[name] = await run(one);
    // The first round warms up: compilers, caches, memory.
    if (round > 0) samples.get(one.name).push(sample);
  }
  if (process.stderr.isTTY) process.stderr.write(`\rround ${round} of ${rounds}`);
}
await torch?.peer.close();
report();

async function startTorch() {
  const hasTorch = (command) => spawnSync(command, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0;
  const python = [options.python, 'python3', '/usr/bin/python3'].find((one) => one && hasTorch(one));
  if (!python) {
    process.stderr.write('No python3 with torch here: PyTorch is left out\n');
    return undefined;
  }
  const single = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const peer = new Peer(python, [fileURLToPath(new URL('torch_peer.py', import.meta.url))], single);
  return { peer, ...(await peer.ask({ hello: true })) };
}

/** Steps a second of the compiled engine. */
async function ours(one) {
  const { name, optimizer, learningRate, steps } = one;
  const description = { inputShape: [28, 28, 1], layers: layersOf(one), optimizer };
  if (!graphs.has(name)) graphs.set(name, await CompiledGraph.create(description));
  const graph = graphs.get(name);
  const examples = { count: BATCH, inputs: images, labels };
  const start = cpuSeconds();
  for (let step = 0; step < steps; step++) graph.trainStep(examples, indices, learningRate);
  return steps / (cpuSeconds() - start);
}

function pytorch(layout, compile) {
  return async (one) => {
    const { seconds } = await torch.peer.ask({ train: one, layout, compile, batch: BATCH });
    return one.steps / seconds;
  };
}

/** Steps a second of the same network as a model of TensorFlow.js. */
async function tfjs(one) {
  const { name, optimizer, learningRate, steps } = one;
  if (!models.has(name)) {
    const net = await NeuralNet.create({
      inputShape: [28, 28, 1],
      layers: [...layersOf(one), { kind: 'softmax' }],
    });
    const model = await net.toLayersModel();
    model.compile({ optimizer: tf.train[optimizer](learningRate), loss: 'sparseCategoricalCrossentropy' });
    models.set(name, model);
  }
  const model = models.get(name);
  const [x, y] = [tf.tensor4d(images, [BATCH, 28, 28, 1]), tf.tensor1d(Float32Array.from(labels))];
  const some = Math.ceil(steps / 3);
  const start = cpuSeconds();
  for (let step = 0; step < some; step++) await model.trainOnBatch(x, y);
  const seconds = cpuSeconds() - start;
  tf.dispose([x, y]);
  return some / seconds;
}

function medianOf(network, value) {
  const values = samples.get(network)?.map(value).filter(Number.isFinite) ?? [];
  return values.length > 0 ? median(values) : undefined;
}

function report() {
  const number = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : '');
  const speeds = cases.map(({ name }) => ({
    network: name,
    ...Object.fromEntries(ways.map((way) => [way.name, medianOf(name, (sample) => sample[way.name])])),
  }));
  const ratios = goals.flatMap(({ network, peer, ...goal }) => {
    const value = medianOf(network, (sample) => sample.ours / sample[peer]);
    return value === undefined ? [] : [{ network, peer, ...goal, value }];
  });
  const [normalized, plain] = ['convnet-20-bn', 'convnet-20'].map((name) => samples.get(name));
  if (normalized && plain) {
    const value = median(normalized.map((sample, round) => plain[round].ours / sample.ours));
    ratios.push({
      network: 'convnet-20',
      peer: 'time of a step with batch norm over one without',
      reach: 1.15,
      aim: 1.05,
      value,
    });
  }
  const header = ['network', ...ways.map(({ title }) => `${title}, steps/s`)];
  const rows = speeds.map((speed) => [speed.network, ...ways.map(({ name }) => number(speed[name], 1))]);
  console.log(`\nmedians of ${rounds} rounds, PyTorch ${torch?.version ?? 'not found'}`);
  console.log(`\n${markdownTable([header, ...rows])}`);
  const goalRows = ratios.map(({ network, peer, value, reach, aim }) => [
    `${network}: to ${peer}`,
    ...[value, reach, aim].map((one) => number(one, 2)),
  ]);
  console.log(`\n${markdownTable([['measure', 'measured', 'to reach', 'aim'], ...goalRows])}`);
  if (only) return;
  writeResults('graph', {
    rounds,
    torch: torch?.version,
    speeds,
    ratios,
    samples: Object.fromEntries(samples),
  });
}
