/**
 * Trains networks with every activation, normalization and optimizer of the compiled engines, long enough for V8 to
 * compile each kernel anew with what it has seen of it, and prints a digest of what each has become.
 */
import { createHash } from 'node:crypto';
import { CompiledGraph, CompiledNetwork, compiledActivations, graphActivations } from '@bnlab/kernels';

const STEPS = 600;
const BATCH = 21;
const COUNT = 84;

/** Numbers even on [-1, 1), the same every time. */
function numbers(length, seed) {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  });
}

function digestOf(value) {
  const hash = createHash('sha256');
  const add = (one) => {
    if (ArrayBuffer.isView(one)) hash.update(one);
    else if (typeof one === 'object' && one !== null)
      for (const name of Object.keys(one).sort()) add(one[name]);
    else hash.update(String(one));
  };
  add(value);
  return hash.digest('hex');
}

/** The indices of the batch of a step. */
const batchOf = (step) => Uint32Array.from({ length: BATCH }, (_, i) => (step * BATCH + 5 * i) % COUNT);

const digests = {};

const denseOptimizers = [
  { kind: 'sgd', momentum: 0 },
  { kind: 'sgd', momentum: 0.9 },
  { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
];
const normalizations = [
  { batchNorm: false },
  { batchNorm: true, placement: 'before-activation' },
  { batchNorm: true, placement: 'after-activation' },
  { batchNorm: true, placement: 'before-activation', ghostBatchSize: 7 },
];

async function trainDense(activation, normalization, optimizer) {
  const sizes = [50, 37, 24, 5];
  const layers = sizes.slice(1).map((columns, index) => {
    const rows = sizes[index];
    const weights = {
      rows,
      columns,
      values: numbers(rows * columns, index + 1).map((x) => x / Math.sqrt(rows)),
    };
    const vector = (value) => new Float32Array(columns).fill(value);
    if (!normalization.batchNorm || index === sizes.length - 2) return { weights, bias: vector(0) };
    const population = { populationMean: vector(0), populationVariance: vector(1) };
    return { weights, gamma: vector(1), beta: vector(0), ...population };
  });
  const shape = {
    layerSizes: sizes,
    activation,
    placement: 'before-activation',
    momentum: 0.9,
    epsilon: 1e-3,
  };
  const network = await CompiledNetwork.create(
    { ...shape, ...normalization, optimizer },
    { step: 0, layers },
  );
  const inputs = numbers(COUNT * 50, 9).map((x) => Math.max(0, x));
  const labels = Uint8Array.from({ length: COUNT }, (_, n) => n % 5);
  const examples = { count: COUNT, inputSize: 50, inputs, labels };
  for (let step = 0; step < STEPS; step++) network.trainStep(examples, batchOf(step), 0.003);
  return digestOf(network.getState());
}

for (const activation of compiledActivations) {
  for (const normalization of normalizations) {
    for (const optimizer of denseOptimizers) {
      const name = JSON.stringify({ activation, ...normalization, ...optimizer });
      digests[name] = await trainDense(activation, normalization, optimizer);
    }
  }
}

const graphOptimizers = [
  { kind: 'sgd' },
  { kind: 'sgd', momentum: 0.9 },
  { kind: 'sgd', momentum: 0.9, nesterov: true },
  { kind: 'adam' },
  { kind: 'adamw', weightDecay: 0.1 },
];
const norms = [{ kind: 'batchNorm' }, { kind: 'groupNorm', groups: 2 }, { kind: 'layerNorm' }];

async function trainConvolutional(activation, norm, optimizer) {
  const graph = await CompiledGraph.create({
    inputShape: [9, 9, 2],
    layers: [
      { kind: 'conv2d', filters: 6, kernelSize: 3, padding: 'same' },
      norm,
      { kind: 'activation', activation },
      { kind: 'depthwiseConv2d', kernelSize: 3, stride: 2, padding: 'same' },
      norm,
      { kind: 'activation', activation },
      { kind: 'maxPooling2d', poolSize: 2 },
      { kind: 'flatten' },
      { kind: 'dense', units: 3 },
    ],
    optimizer,
  });
  const inputs = numbers(COUNT * 162, 4);
  const labels = Uint8Array.from({ length: COUNT }, (_, n) => n % 3);
  const examples = { count: COUNT, inputs, labels };
  for (let step = 0; step < STEPS / 4; step++) graph.trainStep(examples, batchOf(step), 0.003);
  return digestOf(graph.getState());
}

for (const activation of graphActivations) {
  digests[`convolutional ${activation}`] = await trainConvolutional(activation, norms[0], 'sgd');
}
for (const norm of norms) {
  for (const optimizer of graphOptimizers) {
    digests[`convolutional ${norm.kind} ${JSON.stringify(optimizer)}`] = await trainConvolutional(
      'relu',
      norm,
      optimizer,
    );
  }
}
console.log(JSON.stringify(digests));
