import { describe, expect, test } from '@jest/globals';
import { BatchStream, loadMnist } from '@bnlab/mnist';
import { digestState, NeuralNet, type NetworkState } from '../../src';
import digests from './parameter-digests.json';

const state: NetworkState = {
  step: 0,
  layers: [
    { weights: { rows: 1, columns: 2, values: Float32Array.of(1, -2.5) }, bias: Float32Array.of(0, 3) },
  ],
};

describe('digestState', () => {
  test('hashes the values in their order as little-endian float32', async () => {
    // printf '\x00\x00\x80\x3f\x00\x00\x20\xc0\x00\x00\x00\x00\x00\x00\x40\x40' | sha256sum
    expect(await digestState(state)).toBe('8b68fe0ce9b208fb73f4fdbaf82cb8de08a7795b1511b5243775ad33457b38f9');
  });

  test('tells apart states that differ in one bit', async () => {
    const [layer] = state.layers;
    const other = { step: 0, layers: [{ ...layer!, bias: Float32Array.of(-0, 3) }] };
    expect(await digestState(other)).not.toBe(await digestState(state));
  });
});

describe('the compiled engine', () => {
  test.each(digests)(
    'gives the committed digest after 200 steps: batch norm $batchNorm',
    async ({ batchNorm, sha256 }) => {
      const { train } = await loadMnist();
      const net = await NeuralNet.create({
        layerSizes: [784, 100, 100, 100, 10],
        seed: 1,
        batchNorm,
        engine: 'compiled',
      });
      const options = { learningRate: 0.01, trainingBatches: 200, batchSize: 60 };
      for await (const { step } of net.train(new BatchStream(train, { seed: 1 }), options)) {
        expect(step).toBeLessThanOrEqual(200);
      }
      expect(await digestState(await net.getState())).toBe(sha256);
      net.dispose();
    },
  );
});
