import { CompiledGraph } from '@bnlab/kernels';

// A small convolutional network that tells bright images from dark ones.
const graph = await CompiledGraph.create({
  inputShape: [4, 4, 1],
  layers: [
    { kind: 'conv2d', filters: 4, kernelSize: 3, useBias: false },
    { kind: 'batchNorm', momentum: 0.9 },
    { kind: 'activation', activation: 'relu' },
    { kind: 'globalAveragePooling2d' },
    { kind: 'dense', units: 2 },
  ],
});
const examples = {
  count: 2,
  inputSize: 16,
  inputs: Float32Array.from({ length: 32 }, (_, i) => (i < 16 ? 0.2 : 0.9)),
  labels: Uint8Array.of(0, 1),
};
for (let step = 0; step < 100; step++) graph.trainStep(examples, Uint32Array.of(0, 1), 0.1);
console.log(graph.evaluate(examples).accuracy); // 1
