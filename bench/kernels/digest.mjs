/**
 * Prints the digests of the lesson's network after 200 steps of the compiled engine (relu-lr0.01-2000, seed 1), with
 * and without batch norm: what packages/layers/test/neural-net/parameter-digests.json holds. They are the same on
 * every machine; they change when a kernel sums in another order.
 *
 *     node bench/kernels/digest.mjs > packages/layers/test/neural-net/parameter-digests.json
 */
import { digestState, NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist } from '@bnlab/mnist';

const { train } = await loadMnist();
const digests = [];
for (const batchNorm of [false, true]) {
  const layerSizes = [784, 100, 100, 100, 10];
  const net = await NeuralNet.create({ layerSizes, seed: 1, batchNorm, engine: 'compiled' });
  const progress = net.train(new BatchStream(train, { seed: 1 }), {
    learningRate: 0.01,
    trainingBatches: 200,
  });
  while (!(await progress.next()).done);
  digests.push({
    preset: 'relu-lr0.01-2000',
    seed: 1,
    steps: 200,
    batchNorm,
    sha256: await digestState(await net.getState()),
  });
}
console.log(JSON.stringify(digests, null, 2));
