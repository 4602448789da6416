/**
 * Stock TensorFlow.js on WebAssembly as a peer: the lesson's network of its own operations, `tf.moments` and
 * `tf.batchNorm` differentiated by its tape, trained by its own optimizer. Answers the requests of torch_peer.py.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import * as tf from '@tensorflow/tfjs';
import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import { cpuSeconds } from './cpu-seconds.mjs';

setThreadsCount(1);
tf.env().set('PROD', true);
await tf.setBackend('wasm');

const data = {};
const networks = new Map();

function build({ sizes, batchNorm, learningRate }) {
  const layers = sizes.slice(1).map((units, index) => {
    const weights = tf.variable(tf.randomNormal([sizes[index], units], 0, 0.05));
    const vector = (value, trainable = true) => tf.variable(tf.fill([units], value), trainable);
    if (!batchNorm || index === sizes.length - 2) return { weights, bias: vector(0) };
    const moving = { mean: vector(0, false), variance: vector(1, false) };
    return { weights, gamma: vector(1), beta: vector(0), ...moving };
  });
  return { layers, optimizer: tf.train.sgd(learningRate) };
}

function logits(x, layers, activation) {
  return layers.reduce((input, { weights, bias, gamma, beta, mean, variance }, index) => {
    const linear = tf.matMul(input, weights);
    if (index === layers.length - 1) return tf.add(linear, bias);
    if (bias) return tf[activation](tf.add(linear, bias));
    const moments = tf.moments(linear, 0);
    mean.assign(tf.add(tf.mul(mean, 0.99), tf.mul(moments.mean, 0.01)));
    variance.assign(tf.add(tf.mul(variance, 0.99), tf.mul(moments.variance, 0.01)));
    return tf[activation](tf.batchNorm(linear, moments.mean, moments.variance, beta, gamma, 1e-3));
  }, x);
}

function rowsOf(batch) {
  const rows = new Float32Array(batch.length * 784);
  batch.forEach((example, row) =>
    rows.set(data.images.subarray(example * 784, (example + 1) * 784), row * 784),
  );
  return rows;
}

async function train(network, batches) {
  if (!networks.has(network.name)) networks.set(network.name, build(network));
  const { layers, optimizer } = networks.get(network.name);
  const start = cpuSeconds();
  let loss;
  for (const batch of batches) {
    loss?.dispose();
    loss = tf.tidy(() => {
      const x = tf.tensor2d(rowsOf(batch), [batch.length, 784]);
      const labels = tf.oneHot(
        tf.tensor1d(
          batch.map((example) => data.labels[example]),
          'int32',
        ),
        10,
      );
      const lossOf = () => tf.losses.softmaxCrossEntropy(labels, logits(x, layers, network.activation));
      return optimizer.minimize(lossOf, true);
    });
  }
  const [value] = await loss.data();
  return { seconds: cpuSeconds() - start, loss: value };
}

function load({ images, labels }) {
  data.images = Float32Array.from(readFileSync(images), (byte) => byte / 255);
  data.labels = readFileSync(labels);
  return { version: tf.version.tfjs, threads: 1 };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const answer = request.load ? load(request.load) : await train(request.train, request.batches);
  console.log(JSON.stringify(answer));
}
