import { CompiledGraph, initialGraphValues } from '@bnlab/kernels';

const graph = await CompiledGraph.create({
  inputShape: [4],
  layers: [
    { kind: 'dense', units: 3, useBias: false },
    { kind: 'batchNorm', name: 'bn' },
  ],
});
const { layers } = initialGraphValues(graph.parameters(), { seed: 7 });
console.log(layers.bn!.gamma, layers.bn!.populationMean); // Float32Array(3) [ 1, 1, 1 ] Float32Array(3) [ 0, 0, 0 ]
