/** A thread that trains the network of `workerData` once for each message, and answers with how long that took. */
import { parentPort, workerData } from 'node:worker_threads';
import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';

const { train, validation } = await loadMnist();
const { batchNorm, trainingBatches, batchesPerSample } = workerData;

parentPort.on('message', async () => {
  const net = await NeuralNet.create({ layerSizes: [784, 100, 100, 100, 10], seed: 1, batchNorm });
  const stream = new BatchStream(train, { seed: 1 });
  const start = performance.now();
  let trainingSeconds = 0;
  const options = { learningRate: 0.01, trainingBatches, batchesPerSample, validation };
  for await (const progress of net.train(stream, options)) ({ trainingSeconds } = progress);
  const seconds = (performance.now() - start) / 1000;
  net.dispose();
  parentPort.postMessage({ seconds, stepsPerSecond: trainingBatches / trainingSeconds });
});
parentPort.postMessage('ready');
