import { CompiledNetwork } from '@bnlab/kernels';
import { normalWeights } from '@bnlab/layers';

// Exclusive or, which no network without a hidden layer can learn.
const [hidden, output] = normalWeights([2, 8, 2], { seed: 1, standardDeviation: 1 });
const network = await CompiledNetwork.create(
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
for (let step = 0; step < 200; step++) network.trainStep(examples, Uint32Array.of(0, 1, 2, 3), 0.1);
console.log(network.evaluate(examples, 'population').accuracy); // 1
