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

/** A loss that costs nothing: its gradient with respect to y is dy. */
function lossWithGradient(dy) {
  return tf.customGrad(() => ({ value: tf.scalar(0), gradFunc: () => dy }));
}

/** Ways to get dx, dgamma and dbeta, each a function that returns them. */
function waysOf(shape) {
  const channels = shape.at(-1);
  const axes = shape.map((_, axis) => axis).slice(0, -1);
  const x = tf.variable(tf.randomNormal(shape, 0, 1, 'float32', 1));
  const gamma = tf.variable(tf.randomUniform([channels], 0.5, 1.5, 'float32', 2));
  const beta = tf.variable(tf.randomNormal([channels], 0, 1, 'float32', 3));
  const loss = lossWithGradient(tf.randomNormal(shape, 0, 1, 'float32', 4));
  const gradients = (output) => () => {
    const { grads, value } = tf.variableGrads(() => loss(output()), [x, gamma, beta]);
    value.dispose();
    return Object.values(grads);
  };

  const layer = tf.layers.batchNormalization({ inputShape: shape.slice(1) });
  const model = tf.sequential({ layers: [layer] });
  layer.setWeights([gamma, beta, tf.zeros([channels]), tf.ones([channels])]);
  const layerGradients = () => {
    const { grads, value } = tf.variableGrads(
      () => loss(model.apply(x, { training: true })),
      [x, ...layer.trainableWeights.map((weight) => weight.read())],
    );
    value.dispose();
    return Object.values(grads);
  };

  const ways = new Map([
    [
      'stock op',
      gradients(() => {
        const { mean, variance } = tf.moments(x, axes);
        return tf.batchNorm(x, mean, variance, beta, gamma, 1e-3);
      }),
    ],
    ['stock layer', layerGradients],
    ['operations', gradients(() => batchNormTraining(x, { gamma, beta }).output)],
  ]);
  const kernels = registeredKernels();
  if (kernels.length > 0) ways.set('fused', ways.get('operations'));
  return { ways, kernels };
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
  const gradients = tf.tidy(way);
  gradients.at(-1).dataSync();
  const elapsed = performance.now() - start;
  tf.dispose(gradients);
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
  const { ways, kernels } = waysOf(shape);
  const times = new Map([...ways.keys()].map((name) => [name, []]));
  for (const [name, way] of ways) for (let i = 0; i < 3; i++) timeOnce(name, way, kernels);
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end || times.get('operations').length < 5) {
    for (const [name, way] of ways) times.get(name).push(timeOnce(name, way, kernels));
  }
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
  tf.disposeVariables();
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
    const results = await measure(shape, Number(options.seconds));
    const stock = results[0].milliseconds;
    for (const result of results)
      rows.push({ backend, shape, ...result, timesStockOp: stock / result.milliseconds });
  }
}

console.log('| backend | shape | way | ms | times the stock op | peak MB |');
console.log('| --- | --- | --- | ---: | ---: | ---: |');
for (const { backend, shape, way, milliseconds, timesStockOp, peakBytes } of rows) {
  const cells = [
    backend,
    `[${shape}]`,
    way,
    milliseconds.toFixed(3),
    timesStockOp.toFixed(1),
    (peakBytes / 1e6).toFixed(2),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
const results = new URL('../results/core-training.json', import.meta.url);
mkdirSync(new URL('.', results), { recursive: true });
const environment = { node: process.version, tfjs: tf.version.tfjs, cpu: cpus()[0].model };
writeFileSync(results, JSON.stringify({ environment, rows }, null, 2) + '\n');
