import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { activationNames, NeuralNet, type NeuralNetOptions, useBackend } from '../../src';
import { createLayersModel, readLayersModel } from '../../src/neural-net/layers-model';
import { arbitraryNetwork } from '../helpers/arbitrary-network';
import { clusters, inOrder } from '../helpers/clusters';
import { expectClose } from '../helpers/expect-close';

const examples = clusters({ count: 60, inputSize: 5, classes: 3, seed: 1 });
const inputs = () => tf.tensor2d(examples.inputs as Float32Array, [60, 5]);

async function trained(options: NeuralNetOptions): Promise<NeuralNet> {
  const net = await NeuralNet.create(options);
  const training = { learningRate: 0.02, trainingBatches: 15, batchSize: 12 };
  for await (const { step } of net.train(inOrder(examples), training)) expect(step).toBeLessThanOrEqual(15);
  return net;
}

beforeAll(() => useBackend('wasm'));

describe('a layers model of a network', () => {
  const engines = ['compiled', 'tfjs'] as const;
  const placements = ['before-activation', 'after-activation'] as const;

  test.each(engines)(
    'predicts what the network predicts: every activation and placement, %s',
    async (engine) => {
      for (const activation of activationNames) {
        for (const placement of placements) {
          await fc.assert(
            fc.asyncProperty(arbitraryNetwork, async (options) => {
              const net = await trained({ ...options, activation, placement, engine });
              const model = await net.toLayersModel();
              const logits = tf.tidy(() => (model.predict(inputs()) as tf.Tensor).dataSync());
              expectClose(logits, await net.predict(examples), 1e-3);
              model.dispose();
              net.dispose();
            }),
            { numRuns: 3 },
          );
        }
      }
    },
  );

  test('has stock layers alone, in the order of the placement', async () => {
    const classes = async (placement: (typeof placements)[number]) => {
      const net = await trained({ layerSizes: [5, 4, 4, 3], batchNorm: [true, false], placement });
      const model = await net.toLayersModel();
      const names = model.layers.map((layer) => layer.getClassName());
      model.dispose();
      net.dispose();
      return names;
    };
    expect(await classes('before-activation')).toEqual([
      ...['Dense', 'BatchNormalization', 'Activation'],
      ...['Dense', 'Activation'],
      'Dense',
    ]);
    expect(await classes('after-activation')).toEqual([
      ...['Dense', 'Activation', 'BatchNormalization'],
      ...['Dense', 'Activation'],
      'Dense',
    ]);
  });

  test('gives the state back, bit by bit, but for what the optimizer keeps', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryNetwork, async (options) => {
        const net = await trained(options);
        const state = await net.getState();
        const model = createLayersModel(net.description, state);
        const layers = state.layers.map(({ slots: _, ...layer }) => layer);
        expect(await readLayersModel(model, net.description, state.step)).toEqual({ ...state, layers });
        model.dispose();
        net.dispose();
      }),
      { numRuns: 20 },
    );
  });
});
