/**
 * The compiled kernels in a process of their own, for training.mjs: answers each line of JSON, a network and how many steps
 * it is to make, with its steps per second of processor time and the digest of its weights.
 */
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { batches, NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { layersOf } from '../graph/networks.mjs';
import { cpuSeconds } from '../kernels/cpu-seconds.mjs';

const { train } = await loadMnist();
const networks = new Map();

async function networkOf(description) {
  const { name, sizes, activation, batchNorm, optimizer } = description;
  if (sizes) {
    const net = await NeuralNet.create({ layerSizes: sizes, batchNorm, activation, seed: 1 });
    networks.set(name, { net, stream: new BatchStream(train, { seed: 1 }) });
  } else {
    const layers = layersOf(description);
    const net = await NeuralNet.create({ inputShape: [28, 28, 1], layers, optimizer, seed: 1 });
    const few = { inputs: train.inputs.subarray(0, 784 * 1280), labels: train.labels.subarray(0, 1280) };
    networks.set(name, { net, stream: batches({ count: 1280, ...few }, { batchSize: 64, seed: 1 }) });
  }
}

function digestOf(value, hash = createHash('sha256')) {
  if (ArrayBuffer.isView(value)) hash.update(value);
  else if (typeof value === 'object' && value !== null)
    Object.values(value).forEach((one) => digestOf(one, hash));
  return hash;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { description, steps } = JSON.parse(line);
  if (!networks.has(description.name)) await networkOf(description);
  const { net, stream } = networks.get(description.name);
  const { learningRate, sizes, batchSize } = description;
  const options = { learningRate, trainingBatches: steps, ...(sizes && { batchSize }) };
  const start = cpuSeconds();
  const progress = net.train(stream, options);
  while (!(await progress.next()).done);
  const stepsPerSecond = steps / (cpuSeconds() - start);
  const digest = digestOf(await net.getState()).digest('hex');
  console.log(JSON.stringify({ stepsPerSecond, digest }));
}
