import { beforeAll, describe, expect, test } from '@jest/globals';
import type { LayerDescription } from '@bnlab/kernels';
import { loadMnist, type Dataset } from '@bnlab/mnist';
import { trainGraph, type GraphMoment } from '../../live/train-graph';

let data: { train: Dataset; check: Dataset };

beforeAll(async () => {
  const { train, validation } = await loadMnist();
  data = { train: train.slice(0, 1000), check: validation.slice(0, 200) };
});

async function trained(norm: LayerDescription[]): Promise<GraphMoment[]> {
  const layers: LayerDescription[] = [
    { kind: 'dense', name: 'hidden-1', units: 30 },
    ...norm,
    { kind: 'activation', activation: 'relu' },
    { kind: 'dense', units: 10 },
  ];
  const plan = { seed: 1, learningRate: 0.1, batchSize: 30, trainingBatches: 60, batchesPerMoment: 25 };
  const moments = [];
  for await (const moment of trainGraph({ graph: { inputShape: [784], layers }, ...plan }, data))
    moments.push(moment);
  return moments;
}

describe('a network of layers in training', () => {
  test('has a moment at the start, every so many batches and at the end, and learns', async () => {
    const moments = await trained([{ kind: 'batchNorm', momentum: 0.9 }]);
    expect(moments.map(({ batch }) => batch)).toEqual([0, 25, 50, 60]);
    expect(moments.at(-1)!.accuracy).toBeGreaterThan(moments[0]!.accuracy + 0.4);
  });

  test('has no gradient at a bias before batch norm but for rounding, and one without', async () => {
    const normalized = await trained([{ kind: 'batchNorm', momentum: 0.9 }]);
    const plain = await trained([]);
    for (const { biasGradient } of normalized) expect(biasGradient).toBeLessThan(1e-6);
    for (const { biasGradient } of plain) expect(biasGradient).toBeGreaterThan(1e-3);
  });
});
