import type { NeuralNet } from '@bnlab/layers';
import type { BatchStream } from '@bnlab/mnist';
import { mean, sum } from 'd3-array';
import { labBatches, labNetwork, trainFor } from './lab-network';
import { stepOn, weightsOf, withWeights } from './lab-state';
import type { Lab, PaperClaim } from './paper-claim';
import { santurkar } from './papers-cited';

const STEPS = 100;
const RATE = 0.1;
/** How far along the gradient the next one is taken, in learning rates. */
const DISTANCES = [0.1, 0.2, 0.4];

export const santurkarGradient: PaperClaim = {
  name: 'gradient',
  paper: santurkar,
  statement: 'With batch norm the gradient changes less along a step in its direction.',
  published:
    'Batch norm makes the loss significantly smoother, and its gradient more predictive and more stable',
  source: 'abstract',
  measured:
    `Change of the gradient along steps of ${DISTANCES.join(', ')} after ${STEPS} steps of ${RATE}, relative to its length: ` +
    'with batch norm over without.',
  unit: 'ratio',
  expected: { below: 1 },
  difference:
    'Three layers of 100 units on MNIST, at one point of training; the change is relative to the length of the gradient.',
  stated: '2026-11-27',
  coreSeconds: 0.6,
  async measure(lab) {
    return (await relativeChange(lab, true)) / (await relativeChange(lab, false));
  },
};

async function relativeChange(lab: Lab, batchNorm: boolean): Promise<number> {
  const net = await labNetwork(lab, { batchNorm });
  try {
    const batches = labBatches(lab);
    await trainFor(net, batches, { steps: STEPS, learningRate: RATE });
    const indices = batches.nextIndices(500);
    const start = await net.getState();
    const gradient = await gradientOf(net, batches, indices);
    const changes = [];
    for (const distance of DISTANCES) {
      const along = weightsOf(start).map((weights, layer) =>
        weights.map((weight, place) => weight - distance * gradient[layer]![place]!),
      );
      net.setState(withWeights(start, along));
      const next = await gradientOf(net, batches, indices);
      changes.push(length(subtract(next, gradient)) / length(gradient));
    }
    return mean(changes)!;
  } finally {
    net.dispose();
  }
}

/** So large that float32 has little to round: the network is put back. */
const PROBE = 10;

/** The gradient of the weights: what a step changes, divided by its rate. */
async function gradientOf(
  net: NeuralNet,
  batches: BatchStream,
  indices: Uint32Array,
): Promise<Float32Array[]> {
  const before = await net.getState();
  await stepOn(net, batches, indices, PROBE);
  const gradient = subtract(weightsOf(before), weightsOf(await net.getState()));
  net.setState(before);
  return gradient.map((layer) => layer.map((change) => change / PROBE));
}

function subtract(one: readonly Float32Array[], other: readonly Float32Array[]): Float32Array[] {
  return one.map((layer, index) => layer.map((value, place) => value - other[index]![place]!));
}

function length(layers: readonly Float32Array[]): number {
  return Math.sqrt(sum(layers, (layer) => layer.reduce((squares, value) => squares + value * value, 0)));
}
