import { expect, test } from '@jest/globals';
import { NeuralNet } from '@bnlab/layers';
import { describeEnvironment } from '../src/environment';

const network = {
  layerSizes: [4, 3, 2],
  seed: 1,
  standardDeviation: 0.1,
  activation: 'relu',
  batchNorm: true,
} as const;

test.each([
  [{ engine: 'compiled' }, { engine: 'compiled', backend: 'wasm' }],
  [{ engine: 'tfjs' }, { engine: 'tfjs', backend: 'wasm' }],
  [{ backend: 'cpu' }, { engine: 'tfjs', backend: 'cpu' }],
] as const)('asked for %j, the environment names what ran', async (asked, ran) => {
  const net = await NeuralNet.create({ ...network, ...asked });
  try {
    expect(describeEnvironment(net)).toMatchObject(ran);
  } finally {
    net.dispose();
  }
});
