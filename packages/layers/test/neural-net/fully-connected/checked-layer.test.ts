import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { createVariables, type FullyConnected, NeuralNet, useBackend } from '../../../src';
import { clusters, inOrder } from '../../helpers/clusters';
import { stateDistance } from '../../helpers/state-distance';

const examples = clusters({ count: 60, inputSize: 5, classes: 3, seed: 1 });
const layerSizes = [5, 8, 7, 3];
const training = { learningRate: 0.1, trainingBatches: 100, batchSize: 12 };

/** Batch norm with stock operations only, the way a reader of the lesson would write it. */
const handWritten: FullyConnected = (initial, { activation = (x) => x, momentum, epsilon }) => {
  const variables = createVariables(initial);
  const { weights, bias, gamma, beta, populationMean, populationVariance } = variables;
  const follow = (average: tf.Variable, value: tf.Tensor) =>
    average.assign(tf.add(tf.mul(average, momentum), tf.mul(value, 1 - momentum)));
  return {
    variables,
    apply: (input, pass) => {
      const linear = tf.matMul(input, weights);
      if (!gamma) return activation(tf.add(linear, bias!));
      const batch = tf.moments(linear, 0);
      const { mean, variance } =
        pass === 'population' ? { mean: populationMean!, variance: populationVariance! } : batch;
      if (pass === 'training') {
        follow(populationMean!, batch.mean);
        follow(populationVariance!, batch.variance);
      }
      const xHat = tf.div(tf.sub(linear, mean), tf.sqrt(tf.add(variance, epsilon)));
      return activation(tf.add(tf.mul(gamma, xHat), beta!));
    },
  };
};

/** `handWritten` with something else in the place of its parts. */
const changed =
  (change: (layer: ReturnType<FullyConnected>) => object): FullyConnected =>
  (initial, options) =>
    change(handWritten(initial, options)) as ReturnType<FullyConnected>;

async function train(net: NeuralNet, trainingBatches = training.trainingBatches) {
  for await (const { step } of net.train(inOrder(examples), { ...training, trainingBatches })) {
    expect(step).toBeLessThanOrEqual(trainingBatches);
  }
}

beforeAll(() => useBackend('wasm'));

describe('a fullyConnected function of a user', () => {
  test('trains as the compiled engine does when it computes the same', async () => {
    const net = await NeuralNet.create({ layerSizes, seed: 2, fullyConnected: handWritten });
    const compiled = await NeuralNet.create({ layerSizes, seed: 2 });
    await train(net, 30);
    await train(compiled, 30);
    expect(stateDistance(await net.getState(), await compiled.getState())).toBeLessThan(1e-3);
    net.dispose();
    compiled.dispose();
  });

  test('is called once a layer, with the starting values, and without an activation for the output', async () => {
    const calls: [units: number, hasGamma: boolean, hasBias: boolean, hasActivation: boolean][] = [];
    const net = await NeuralNet.create({
      layerSizes,
      batchNorm: [true, false],
      fullyConnected: (initial, options) => {
        const { weights, gamma, bias } = initial;
        calls.push([
          weights.columns,
          gamma !== undefined,
          bias !== undefined,
          options.activation !== undefined,
        ]);
        return handWritten(initial, options);
      },
    });
    expect(calls).toEqual([
      [8, true, false, true],
      [7, false, true, true],
      [3, false, true, false],
    ]);
    net.dispose();
  });

  test('may compute something else: what the loss does not depend on stays as it is', async () => {
    const centering: FullyConnected = (initial, { activation = (x) => x }) => {
      const variables = createVariables(initial);
      return {
        variables,
        apply: (input) => {
          const linear = tf.matMul(input, variables.weights);
          return activation(tf.add(tf.sub(linear, tf.mean(linear, 0)), variables.beta ?? variables.bias!));
        },
      };
    };
    const net = await NeuralNet.create({ layerSizes, seed: 2, fullyConnected: centering, optimizer: 'adam' });
    await train(net);
    const [first] = (await net.getState()).layers;
    expect(Array.from(first!.gamma!)).toEqual(Array(8).fill(1));
    expect(first!.beta!.some((value) => value !== 0)).toBe(true);
    expect((await net.evaluate(examples, { statistics: 'batch' })).accuracy).toBeGreaterThan(0.9);
    net.dispose();
  });

  test('is told when the network is disposed of', async () => {
    let disposed = 0;
    const net = await NeuralNet.create({
      layerSizes,
      fullyConnected: changed((layer) => ({ ...layer, dispose: () => void disposed++ })),
    });
    net.dispose();
    expect(disposed).toBe(3);
  });

  test('cannot go to another thread', async () => {
    const net = await NeuralNet.create({ layerSizes, fullyConnected: handWritten });
    expect(() => net.trainInWorker(inOrder(examples), training)).toThrow(
      'a fullyConnected function cannot go to another thread; use train, or one of its names',
    );
    net.dispose();
  });
});

describe('what a fullyConnected function must make', () => {
  const vector = (trainable?: boolean) => tf.tidy(() => tf.variable(tf.zeros([8]), trainable));

  test.each<[what: string, fullyConnected: FullyConnected, message: string]>([
    [
      'nothing',
      (() => undefined) as never,
      'layer 0 of fullyConnected must be an object { variables, apply(input, pass) }, got undefined; ' +
        'createVariables(initial) makes the variables',
    ],
    [
      'a tensor function',
      (() => tf.matMul) as never,
      'must be an object { variables, apply(input, pass) }, got a function',
    ],
    [
      'a promise',
      (async () => Promise.resolve({})) as never,
      'got a promise: the function must not be async',
    ],
    ['no variables', changed(({ apply }) => ({ apply })), 'got an object with apply'],
    [
      'a missing variable',
      changed(({ apply, variables: { gamma: _, ...variables } }) => ({ apply, variables })),
      'must have a tf.Variable gamma of shape [8], got undefined',
    ],
    [
      'a tensor for a variable',
      changed(({ apply, variables }) => ({ apply, variables: { ...variables, beta: tf.zeros([8]) } })),
      'must have a tf.Variable beta of shape [8], got a tensor of shape [8]',
    ],
    [
      'another shape',
      changed(({ apply, variables }) => ({ apply, variables: { ...variables, weights: variables.gamma } })),
      'must have a tf.Variable weights of shape [5, 8], got a tensor of shape [8]',
    ],
    [
      'a variable too many',
      changed(({ apply, variables }) => ({ apply, variables: { ...variables, slope: vector() } })),
      'must have the variables weights, gamma, beta, populationMean, populationVariance alone, got slope too',
    ],
    [
      'statistics that would be learned',
      changed(({ apply, variables }) => ({ apply, variables: { ...variables, populationMean: vector() } })),
      'must have a variable populationMean whose trainable is false, got true',
    ],
    [
      'parameters that would not',
      changed(({ apply, variables }) => ({ apply, variables: { ...variables, gamma: vector(false) } })),
      'must have a variable gamma whose trainable is true, got false',
    ],
  ])('not %s', async (_, fullyConnected, message) => {
    await expect(NeuralNet.create({ layerSizes, fullyConnected })).rejects.toThrow(message);
  });

  test.each<[what: string, apply: (x: tf.Tensor2D) => unknown, message: string]>([
    [
      'output of another shape',
      (x) => x.sum(0),
      'must give a tensor [batch, units] = [60, 8], got a tensor of shape [8]',
    ],
    ['no output', () => undefined, 'must give a tensor [batch, units] = [60, 8], got undefined'],
  ])('not a layer with %s', async (_, change, message) => {
    const fullyConnected = changed(({ variables, apply }) => ({
      variables,
      apply: (...args: Parameters<typeof apply>) => change(apply(...args)),
    }));
    const net = await NeuralNet.create({ layerSizes, fullyConnected });
    await expect(net.predict(examples)).rejects.toThrow(message);
    net.dispose();
  });

  test('not a layer that gradients do not pass', async () => {
    const detached = changed(({ variables, apply }) => ({
      variables,
      apply: (...args: Parameters<typeof apply>) => {
        const output = apply(...args);
        return tf.tensor2d(output.dataSync(), output.shape);
      },
    }));
    const net = await NeuralNet.create({ layerSizes, fullyConnected: detached });
    const before = await net.getState();
    await expect(train(net)).rejects.toThrow('the loss does not depend on the weights of layer 0');
    const { step, layers } = await net.getState();
    expect(step).toBe(0);
    expect(layers.map(({ weights }) => weights)).toEqual(before.layers.map(({ weights }) => weights));
    net.dispose();
  });
});
