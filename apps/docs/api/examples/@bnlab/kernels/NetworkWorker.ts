import { NetworkWorker } from '@bnlab/kernels';
import { normalWeights } from '@bnlab/layers';

const [hidden, output] = normalWeights([2, 8, 2], { seed: 1, standardDeviation: 1 });
const worker = await NetworkWorker.create(
  {
    layerSizes: [2, 8, 2],
    activation: 'tanh',
    batchNorm: false,
    placement: 'before-activation',
    momentum: 0.99,
    epsilon: 1e-3,
    optimizer: { kind: 'sgd', momentum: 0.9 },
  },
  {
    step: 0,
    layers: [
      { weights: hidden!, bias: new Float32Array(8) },
      { weights: output!, bias: new Float32Array(2) },
    ],
  },
);
const examples = {
  count: 4,
  inputSize: 2,
  inputs: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1),
  labels: Uint8Array.of(0, 1, 1, 0),
};
const indices = Uint32Array.from({ length: 800 }, (_, i) => i % 4);
const { batches } = await worker.train(examples, indices, { batchSize: 4, learningRate: 0.1 });
console.log(batches, (await worker.evaluate(examples, 'population')).accuracy); // 200 1
worker.terminate();
