import type { CompiledGraph, GraphDescription, GraphExamples, LayerDescription } from '../../src';
import { uniform } from './arbitrary-network';

const normalized = (filters: number, stride: number, name: string, from?: string): LayerDescription[] => [
  { kind: 'conv2d', filters, kernelSize: 3, stride, useBias: false, ...(from ? { from } : {}) },
  { kind: 'batchNorm', momentum: 0.9 },
  { kind: 'activation', activation: 'relu', name },
];

/** A residual network of ten layers with batch norm on images of 12 x 12. */
export const residual: GraphDescription = {
  inputShape: [12, 12, 1],
  optimizer: { kind: 'sgd', momentum: 0.9, weightDecay: 1e-4 },
  layers: [
    ...normalized(8, 1, 'stem'),
    ...normalized(8, 1, 'first'),
    { kind: 'conv2d', filters: 8, kernelSize: 3, useBias: false },
    { kind: 'batchNorm', name: 'first-end', momentum: 0.9 },
    { kind: 'add', from: ['stem', 'first-end'], name: 'sum' },
    { kind: 'activation', activation: 'relu', name: 'first-out' },
    ...normalized(12, 2, 'second'),
    { kind: 'conv2d', filters: 12, kernelSize: 3, useBias: false },
    { kind: 'batchNorm', name: 'second-end', momentum: 0.9 },
    { kind: 'conv2d', filters: 12, kernelSize: 1, stride: 2, from: 'first-out', name: 'short-cut' },
    { kind: 'concat', from: ['second-end', 'short-cut'] },
    { kind: 'activation', activation: 'swish' },
    { kind: 'dropout', rate: 0.2, seed: 7 },
    { kind: 'globalAveragePooling2d' },
    { kind: 'dense', units: 5 },
    { kind: 'softmax' },
  ],
};

/** Images whose class is where they are bright. */
export function brightCorners(count: number, seed: number): GraphExamples {
  const draw = uniform(seed);
  const labels = Uint8Array.from({ length: count }, () => Math.floor(5 * draw()));
  const inputs = new Uint8Array(count * 144);
  labels.forEach((label, n) => {
    for (let y = 0; y < 12; y++) {
      for (let x = 0; x < 12; x++) {
        const isBright = label < 4 && Math.floor(y / 6) * 2 + Math.floor(x / 6) === label;
        inputs[n * 144 + y * 12 + x] = Math.floor((isBright ? 255 : 90) * draw());
      }
    }
  });
  return { count, inputs, labels };
}

/** Steps on batches of 20, the last of each three on 13. */
export function trainSteps(
  network: CompiledGraph,
  examples: GraphExamples,
  steps: number,
  rate: number,
): number[] {
  return Array.from({ length: steps }, (_, step) => {
    const size = step % 3 === 2 ? 13 : 20;
    const batch = Uint32Array.from({ length: size }, (_value, i) => (7 * (20 * step + i)) % examples.count);
    return network.trainStep(examples, batch, rate);
  });
}
