/**
 * One training-mode batch normalization, forward and backward, by four ways of computing it: `tf.moments` with
 * `tf.batchNorm` under `tf.grads`, the stock layer in a model of one layer, `batchNormTraining` in operations, and the
 * same with fused kernels where a package registers some. The ways take turns within one process, so that a busy moment
 * of the machine falls on all of them; medians are compared.
 *
 *     node bench/core/training.mjs [--backend wasm|cpu] [--seconds 6]
 *
 * Prints a table and writes bench/results/core-training.json.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { batchNormTraining, fusedKernelNames } from '@bnlab/core';

const SHAPES = [
  [60, 100],
  [128, 512],
  [32, 14, 14, 64],
  [8, 56, 56, 32],
];
const { values: options } = parseArgs({
  options: { backend: { type: 'string' }, seconds: { type: 'string', default: '6' } },
});
const backends = options.backend ? [options.backend] : ['wasm', 'cpu'];
tf.env().set('PROD', true);

/** Ways to get dx, dgamma and dbeta, each a function that returns them. */
function waysOf(shape) {
  const channels = shape.at(-1);
  const axes = shape.map((_, axis) => axis).slice(0, -1);
  const x = tf.randomNormal(shape, 0, 1, 'float32', 1);
  const gamma = tf.randomUniform([channels], 0.5, 1.5, 'float32', 2);
  const beta = tf.randomNormal([channels], 0, 1, 'float32', 3);
  const dy = tf.randomNormal(shape, 0, 1, 'float32', 4);
  const gradientsOf = (output) => () => tf.grads(output)([x, gamma, beta], dy);

  const stockOp = gradientsOf((x, gamma, beta) => {
    const { mean, variance } = tf.moments(x, axes);
    return tf.batchNorm(x, mean, variance, beta, gamma, 1e-3);
  });
  const operation = gradientsOf((x, gamma, beta) => batchNormTraining(x, { gamma, beta }).output);
  const { gradients: stockLayer, dispose } = stockLayerOf({ shape, x, gamma, beta, dy });
  const kernels = registeredKernels();
  return {
    ways: new Map([
      ['stock op', stockOp],
      ['stock layer', stockLayer],
      ['operations', operation],
      ...(kernels.length > 0 ? [['fused', operation]] : []),
    ]),
    kernels,
    dispose() {
      tf.dispose([x, gamma, beta, dy]);
      dispose();
    },
  };
}

/** The stock layer in a model of its own, and its gradients with respect to its input and its weights. */
function stockLayerOf({ shape, x, gamma, beta, dy }) {
  const channels = shape.at(-1);
  const layer = tf.layers.batchNormalization({ inputShape: shape.slice(1) });
  const model = tf.sequential({ layers: [layer] });
  tf.tidy(() => layer.setWeights([gamma, beta, tf.zeros([channels]), tf.ones([channels])]));
  const input = tf.variable(x);
  const variables = [input, ...layer.trainableWeights.map((weight) => weight.read())];
  // A loss that costs nothing, and whose gradient is dy: a layer keeps its weights to itself, so tf.grads cannot.
  const loss = tf.customGrad(() => ({ value: tf.scalar(0), gradFunc: () => dy }));
  return {
    gradients() {
      const { grads } = tf.variableGrads(() => loss(model.apply(input, { training: true })), variables);
      return Object.values(grads);
    },
    dispose() {
      input.dispose();
      model.dispose();
    },
  };
}

/** The fused kernels that are registered for the current backend. */
function registeredKernels() {
  return Object.values(fusedKernelNames)
    .map((name) => tf.getKernel(name, tf.getBackend()))
    .filter((kernel) => kernel !== undefined);
}

/** Runs one way, with or without the fused kernels, and returns its milliseconds. */
function timeOnce(name, way, kernels) {
  if (name !== 'fused')
    kernels.forEach((kernel) => tf.unregisterKernel(kernel.kernelName, kernel.backendName));
  const start = performance.now();
  // Both backends have computed everything by the time an operation returns.
  tf.tidy(() => void way());
  const elapsed = performance.now() - start;
  if (name !== 'fused') kernels.forEach((kernel) => tf.registerKernel(kernel));
  return elapsed;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** Bytes of tensors alive at the worst moment of one run, above those alive before it. */
async function peakBytes(way) {
  const before = tf.memory().numBytes;
  const { peakBytes: peak } = await tf.profile(() => tf.tidy(() => void way()));
  return peak - before;
}

async function measure(shape, seconds) {
  const { ways, kernels, dispose } = waysOf(shape);
  const times = new Map([...ways.keys()].map((name) => [name, []]));
  const takeTurns = (seconds, leastRuns, record) => {
    const end = performance.now() + seconds * 1000;
    for (let run = 0; run < leastRuns || performance.now() < end; run++) {
      for (const [name, way] of ways) record(name, timeOnce(name, way, kernels));
    }
  };
  // Before anything counts, the JavaScript engine is given time to compile what runs often.
  takeTurns(seconds / 2, 2, () => {});
  takeTurns(seconds, 5, (name, time) => times.get(name).push(time));
  const results = [];
  for (const [name, way] of ways) {
    if (name !== 'fused')
      kernels.forEach((kernel) => tf.unregisterKernel(kernel.kernelName, kernel.backendName));
    results.push({
      way: name,
      milliseconds: median(times.get(name)),
      runs: times.get(name).length,
      peakBytes: await peakBytes(way),
    });
    if (name !== 'fused') kernels.forEach((kernel) => tf.registerKernel(kernel));
  }
  dispose();
  return results;
}

/** Registers fused kernels if the package that has them is installed. */
async function registerFusedKernels() {
  try {
    const { registerFusedKernels: register } = await import('@bnlab/kernels/tfjs');
    await register();
  } catch (error) {
    if (!['ERR_MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED'].includes(error.code)) throw error;
    console.error('No fused kernels: @bnlab/kernels/tfjs is not there.');
  }
}

const rows = [];
for (const backend of backends) {
  await tf.setBackend(backend);
  await tf.ready();
  await registerFusedKernels();
  for (const shape of SHAPES) {
    const ways = await measure(shape, Number(options.seconds));
    const stock = ways[0].milliseconds;
    rows.push({
      backend,
      shape,
      ways: ways.map((way) => ({ ...way, timesStockOp: stock / way.milliseconds })),
    });
  }
}

const WAYS = ['stock op', 'stock layer', 'operations', 'fused'];
const header = ['backend', 'shape', ...WAYS.map((way) => `${way}, ms`), `peak MB: ${WAYS.join(' / ')}`];
console.log(`| ${header.join(' | ')} |`);
console.log(`| --- | --- |${' ---: |'.repeat(WAYS.length + 1)}`);
for (const { backend, shape, ways } of rows) {
  const results = WAYS.map((name) => ways.find(({ way }) => way === name));
  const times = results.map((result) => {
    if (!result) return '';
    const ratio = result.way.startsWith('stock') ? '' : ` (**${result.timesStockOp.toFixed(1)}x**)`;
    return result.milliseconds.toFixed(3) + ratio;
  });
  const peaks = results.filter((result) => result).map(({ peakBytes }) => (peakBytes / 1e6).toFixed(2));
  console.log(`| ${[backend, `[${shape}]`, ...times, peaks.join(' / ')].join(' | ')} |`);
}

const results = new URL('../results/core-training.json', import.meta.url);
mkdirSync(new URL('.', results), { recursive: true });
const environment = {
  node: process.version,
  tfjs: tf.version.tfjs,
  cpu: cpus()[0].model.trim(),
  date: new Date().toISOString(),
};
writeFileSync(results, JSON.stringify({ environment, rows }, null, 2) + '\n');
