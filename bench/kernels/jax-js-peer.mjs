/**
 * jax-js on its WebAssembly backend as a peer: the same networks, one `jit` round the whole step. Answers the requests of
 * torch_peer.py.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { defaultDevice, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { normalWeights } from '@bnlab/layers';
import { cpuSeconds } from './cpu-seconds.mjs';

await init('wasm');
defaultDevice('wasm');

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.resolve('@jax-js/jax'))));
const EPSILON = 1e-3;
const KEEP = 0.99;
const data = {};
const networks = new Map();

function start({ sizes, batchNorm }) {
  const matrices = normalWeights(sizes, { seed: 1, standardDeviation: 0.05 });
  const isNormalized = (index) => batchNorm && index < matrices.length - 1;
  const parameters = matrices.map(({ values, rows, columns }, index) => ({
    weights: np.array(values).reshape([rows, columns]),
    ...(isNormalized(index)
      ? { gamma: np.ones([columns]), beta: np.zeros([columns]) }
      : { bias: np.zeros([columns]) }),
  }));
  const statistics = matrices
    .filter((_, index) => isNormalized(index))
    .map(({ columns }) => ({ mean: np.zeros([columns]), variance: np.ones([columns]) }));
  return { parameters, statistics };
}

/** One step: new parameters, new statistics, the loss. Arrays belong to whoever they are handed to. */
function stepOf({ activation, learningRate }) {
  function lossOf(parameters, statistics, images, labels) {
    const moved = [];
    const logits = parameters.reduce((input, { weights, bias, gamma, beta }, index) => {
      const linear = np.matmul(input, weights);
      if (index === parameters.length - 1) return linear.add(bias);
      if (bias) return nn[activation](linear.add(bias));
      const old = statistics[index];
      const mean = np.mean(linear.ref, 0);
      const centered = linear.sub(mean.ref);
      const variance = np.mean(np.square(centered.ref), 0);
      moved.push({
        mean: old.mean.mul(KEEP).add(lax.stopGradient(mean).mul(1 - KEEP)),
        variance: old.variance.mul(KEEP).add(lax.stopGradient(variance.ref).mul(1 - KEEP)),
      });
      const normalized = centered.div(np.sqrt(variance.add(EPSILON)));
      return nn[activation](normalized.mul(gamma).add(beta));
    }, images);
    const loss = np.mean(np.sum(nn.logSoftmax(logits, -1).mul(nn.oneHot(labels, 10)), -1)).neg();
    return [loss, moved];
  }

  return jit((parameters, statistics, images, labels) => {
    const [[loss, moved], gradients] = valueAndGrad(lossOf, { hasAux: true })(
      tree.ref(parameters),
      statistics,
      images,
      labels,
    );
    const update = (value, gradient) => value.sub(gradient.mul(learningRate));
    return [tree.map(update, parameters, gradients), moved, loss];
  });
}

function rowsOf(batch) {
  const rows = new Float32Array(batch.length * 784);
  batch.forEach((example, row) =>
    rows.set(data.images.subarray(example * 784, (example + 1) * 784), row * 784),
  );
  return np.array(rows).reshape([batch.length, 784]);
}

async function train(description, batches) {
  if (!networks.has(description.name)) {
    networks.set(description.name, { step: stepOf(description), ...start(description) });
  }
  const network = networks.get(description.name);
  const begin = cpuSeconds();
  let value;
  for (const batch of batches) {
    let loss;
    const labels = np.array(Int32Array.from(batch, (example) => data.labels[example]));
    [network.parameters, network.statistics, loss] = network.step(
      network.parameters,
      network.statistics,
      rowsOf(batch),
      labels,
    );
    // It keeps all memory of a step until it is waited for: without waiting, steps take three times as long.
    [value] = await loss.data();
  }
  return { seconds: cpuSeconds() - begin, loss: value };
}

function load({ images, labels }) {
  data.images = Float32Array.from(readFileSync(images), (byte) => byte / 255);
  data.labels = readFileSync(labels);
  return { version, threads: 1 };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const answer = request.load ? load(request.load) : await train(request.train, request.batches);
  console.log(JSON.stringify(answer));
}
