import { describe, expect, test } from '@jest/globals';
import {
  type GraphDescription,
  type GraphExamples,
  graphActivations,
  type GraphOptimizer,
  type GraphValues,
  type LayerDescription,
  layerKinds,
} from '@bnlab/kernels';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { arbitraryGraph, randomGraphExamples } from '../../../kernels/test/helpers/arbitrary-graph';
import { brightCorners, residual } from '../../../kernels/test/helpers/graph-presets';
import { batches, type LayeredNet, NeuralNet } from '../../src';
import { useBackendInTests } from '../helpers/backends';

type Pair = readonly [compiled: LayeredNet, tensors: LayeredNet];

/** The same network on both engines, from the same start. */
async function pairOf(description: GraphDescription, more: object = {}): Promise<Pair> {
  const options = { ...description, ...more } as Parameters<typeof NeuralNet.create>[0];
  const create = (engine: 'compiled' | 'tfjs') =>
    NeuralNet.create({
      ...options,
      engine,
      ...(engine === 'tfjs' && { backend: tf.getBackend() }),
    });
  return Promise.all([create('compiled'), create('tfjs')]);
}

async function toEnd(training: AsyncGenerator<unknown, void>): Promise<void> {
  while (!(await training.next()).done);
}

/** Trains both on the same batches. */
async function trainBoth(pair: Pair, examples: GraphExamples, options: object): Promise<void> {
  for (const net of pair) {
    const stream = batches(examples, { batchSize: 11, seed: 3 });
    await toEnd(net.train(stream, { learningRate: 0.05, epochs: 2, ...options }));
  }
}

/** How far values are apart, in parts of the largest. */
function distance(values: Float32Array, others: Float32Array): number {
  const most = values.reduce((top, value) => Math.max(top, Math.abs(value)), 0.1);
  return values.reduce((top, value, i) => Math.max(top, Math.abs(value - others[i]!)), 0) / most;
}

function expectSameState(state: GraphValues, other: GraphValues, tolerance: number): void {
  expect(other.step).toBe(state.step);
  expect(other.slots?.length).toBe(state.slots?.length);
  const all = [state.layers, ...(state.slots ?? [])];
  [other.layers, ...(other.slots ?? [])].forEach((layers, index) => {
    expect(Object.keys(layers)).toEqual(Object.keys(all[index]!));
    for (const [layer, roles] of Object.entries(all[index]!)) {
      expect(Object.keys(layers[layer]!)).toEqual(Object.keys(roles));
      for (const [role, values] of Object.entries(roles)) {
        expect([layer, role, distance(values, layers[layer]![role]!) < tolerance]).toEqual([
          layer,
          role,
          true,
        ]);
      }
    }
  });
}

/** Every kind of layer, and filters, windows and paddings in which TensorFlow.js's own gradients are wrong or missing. */
const everyLayer: LayerDescription[] = [
  { kind: 'conv2d', filters: 6, kernelSize: 3, dilation: 2, useBias: false },
  { kind: 'batchNorm', momentum: 0.5, ghostBatchSize: 4 },
  { kind: 'activation', activation: 'swish', name: 'start' },
  { kind: 'depthwiseConv2d', kernelSize: [3, 2], dilation: [1, 2], depthMultiplier: 2, activation: 'tanh' },
  { kind: 'groupNorm', groups: 3 },
  { kind: 'conv2d', filters: 6, kernelSize: 1, activation: 'gelu', name: 'side' },
  { kind: 'add', from: ['start', 'side'], name: 'sum' },
  {
    kind: 'conv2d',
    filters: 5,
    kernelSize: 2,
    stride: 2,
    dilation: [2, 1],
    activation: 'elu',
    alpha: 0.5,
    name: 'down',
  },
  { kind: 'averagePooling2d', padding: 'same', poolSize: 3, stride: 2, from: 'sum', name: 'pooled' },
  { kind: 'concat', from: ['pooled', 'down'] },
  { kind: 'layerNorm', scale: false },
  { kind: 'maxPooling2d', poolSize: 2, stride: 1, padding: 'same' },
  { kind: 'dropout', rate: 0.3, seed: 3, name: 'dropped' },
  { kind: 'globalAveragePooling2d', from: 'dropped', name: 'means' },
  { kind: 'flatten', from: 'dropped', name: 'flat' },
  { kind: 'concat', from: ['flat', 'means'] },
  { kind: 'dense', units: 7, activation: 'sigmoid' },
  { kind: 'dropout', rate: 0.2, seed: 9 },
  { kind: 'dense', units: 4 },
  { kind: 'softmax' },
];
const description: GraphDescription = { inputShape: [7, 6, 2], layers: everyLayer };
const examples = randomGraphExamples(description, 13, 2);
const ofClasses: GraphExamples = { ...examples, labels: Uint8Array.from({ length: 13 }, (_, n) => n % 4) };

/** The same without what dropout and few examples amplify: for whatever changes the steps. */
const plain: GraphDescription = {
  inputShape: [6, 6, 2],
  layers: [
    // A bias before batch norm has a gradient of rounding errors alone, which Adam makes as large as any.
    { kind: 'conv2d', filters: 4, kernelSize: 3, useBias: false },
    { kind: 'batchNorm', momentum: 0.9 },
    { kind: 'activation', activation: 'tanh' },
    { kind: 'globalAveragePooling2d' },
    { kind: 'dense', units: 3 },
  ],
};
const targets = randomGraphExamples(plain, 40, 5);

const optimizers: GraphOptimizer[] = [
  { kind: 'sgd', weightDecay: 0.1 },
  { kind: 'sgd', momentum: 0.9, weightDecay: 0.1, decayVectors: true, clipNorm: 0.5 },
  { kind: 'sgd', momentum: 0.8, nesterov: true, clipValue: 0.01 },
  { kind: 'adam', weightDecay: 0.05, epsilon: 1e-3 },
  {
    kind: 'adamw',
    weightDecay: 0.2,
    decayVectors: true,
    beta1: 0.8,
    epsilon: 1e-3,
    clipValue: 0.1,
    clipNorm: 0.2,
  },
];

describe.each(['cpu', 'wasm'])('on the backend %s, the engine tfjs', (backend) => {
  useBackendInTests(backend);

  test('trains every kind of layer as the compiled one does', async () => {
    expect(new Set(everyLayer.map(({ kind }) => kind))).toEqual(new Set(layerKinds));
    const pair = await pairOf(description, { seed: 7 });
    const [compiled, tensors] = pair;
    expect([tensors.engine, tensors.backend]).toEqual(['tfjs', backend]);
    expect([compiled.engine, compiled.backend]).toEqual(['compiled', 'wasm']);
    await trainBoth(pair, ofClasses, { batchSize: 9 });
    expectSameState(await compiled.getState(), await tensors.getState(), 2e-3);
    for (const statistics of ['population', 'batch'] as const) {
      const [own, its] = [
        await compiled.evaluate(ofClasses, { statistics }),
        await tensors.evaluate(ofClasses, { statistics }),
      ];
      expect(its.loss).toBeCloseTo(own.loss, 3);
      expect(its.accuracy).toBeCloseTo(own.accuracy, 5);
      const logits = await Promise.all(pair.map((net) => net.predict(examples, { statistics })));
      expect(distance(logits[0]!, logits[1]!)).toBeLessThan(2e-3);
    }
    tensors.dispose();
  });
});

describe('the engine tfjs', () => {
  useBackendInTests('wasm');

  test.each(optimizers)('takes the same steps of the optimizer %j', async (optimizer) => {
    const pair = await pairOf({ ...plain, optimizer });
    await trainBoth(pair, targets, { learningRate: (step: number) => 0.1 / step });
    expectSameState(await pair[0].getState(), await pair[1].getState(), 1e-3);
    pair[1].dispose();
  });

  test.each([
    { kind: 'softmaxCrossEntropy', labelSmoothing: 0.2 },
    { kind: 'sigmoidCrossEntropy' },
    { kind: 'meanSquaredError' },
    { kind: 'huber', delta: 0.3 },
  ] as const)('minimizes the same %j', async (loss) => {
    const pair = await pairOf({ ...plain, loss });
    // Targets that sum to anything.
    const labels = targets.labels as Float32Array;
    const odd = { ...targets, labels: labels.map((value, i) => value * (1 + (i % 2))) };
    await trainBoth(pair, odd, {});
    expectSameState(await pair[0].getState(), await pair[1].getState(), 1e-3);
    const [own, its] = await Promise.all(pair.map((net) => net.evaluate(odd)));
    expect(its!.loss).toBeCloseTo(own!.loss, 4);
    if (loss.kind.endsWith('Entropy')) expect(its!.accuracy).toBeCloseTo(own!.accuracy, 5);
    else expect(its!.accuracy).toBeNaN();
    pair[1].dispose();
  });

  test('is the compiled one up to rounding, for networks of any layers and losses', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryGraph, fc.integer({ min: 9, max: 25 }), async (graph, count) => {
        const pair = await pairOf(graph);
        const random = randomGraphExamples(graph, count, 6);
        const all = { learningRate: 0.01, epochs: 1, batchSize: count };
        await trainBoth(pair, random, all);
        expectSameState(await pair[0].getState(), await pair[1].getState(), 1e-2);
        pair[1].dispose();
      }),
      { numRuns: 15 },
    );
  });

  test('knows every activation, with slopes of their own', async () => {
    for (const activation of graphActivations) {
      const alpha = activation === 'elu' || activation === 'leakyRelu' ? { alpha: 0.4 } : {};
      const layers: LayerDescription[] = [
        { kind: 'dense', units: 6, activation, ...alpha },
        { kind: 'dense', units: 2 },
      ];
      const pair = await pairOf({ inputShape: [5], layers });
      await trainBoth(pair, randomGraphExamples({ inputShape: [5], layers }, 22, 4), {});
      expectSameState(await pair[0].getState(), await pair[1].getState(), 1e-4);
      pair[1].dispose();
    }
  });

  test('fits, stops early, and goes back to the best epoch as the compiled one does', async () => {
    const pair = await pairOf({ ...plain, optimizer: 'adam' }, { classNames: ['a', 'b', 'c'] });
    const labels = Uint8Array.from({ length: 40 }, (_, n) => n % 3);
    const inputs = targets.inputs as Float32Array;
    const options = { epochs: 12, batchSize: 16, learningRate: 0.1, validationSplit: 0.3 };
    const earlyStopping = { patience: 2 };
    const [own, its] = [
      await pair[0].fit(inputs, labels, { ...options, earlyStopping }),
      await pair[1].fit(inputs, labels, { ...options, earlyStopping }),
    ];
    expect(its.epoch).toEqual(own.epoch);
    expect(its.bestEpoch).toBe(own.bestEpoch);
    expect(own.epoch.length).toBeLessThan(12);
    for (const measure of ['loss', 'acc', 'val_loss', 'val_acc'] as const) {
      its.history[measure]!.forEach((value, i) => expect(value).toBeCloseTo(own.history[measure]![i]!, 3));
    }
    expect(pair[1].step).toBe(pair[0].step);
    pair[1].dispose();
  });

  test('looks into a step, recalibrates, adapts and restores as the compiled one does', async () => {
    const pair = await pairOf(residual, { seed: 3 });
    const images = brightCorners(36, 1);
    await trainBoth(pair, images, { epochs: 1 });
    const indices = Uint32Array.from({ length: 36 }, (_, n) => n);
    const [own, its] = await Promise.all(
      pair.map((net) => net.observe(images, indices, { bins: [-2, 0, 2], learningRate: 0.1 })),
    );
    expect(its!.loss).toBeCloseTo(own!.loss, 3);
    expect(its!.layers.map(({ name }) => name)).toEqual(own!.layers.map(({ name }) => name));
    its!.layers.forEach(({ activations, norms, updateRatios, liveShares }, index) => {
      const expected = own!.layers[index]!;
      expect(activations.mean).toBeCloseTo(expected.activations.mean, 3);
      expect(activations.histogram.edges).toEqual([-2, 0, 2]);
      expect(Object.keys(updateRatios!)).toEqual(Object.keys(expected.updateRatios!));
      for (const [name, norm] of Object.entries(norms)) {
        expect(Math.abs(norm - expected.norms[name]!)).toBeLessThan(1e-2 * expected.norms[name]! + 1e-3);
      }
      expect(liveShares?.length).toBe(expected.liveShares?.length);
    });
    for (const net of pair) {
      const before = await net.getState();
      const { restore } = await net.adaptStatistics(images, { prior: 12 });
      const adapted = (await net.getState()).layers['first-end']!.populationMean!;
      await restore();
      expect(await net.getState()).toEqual(before);
      await net.recalibrate(images, { keep: 12 / (12 + 36) });
      expect((await net.getState()).layers['first-end']!.populationMean).toEqual(adapted);
      await net.recalibrate(images);
    }
    expectSameState(await pair[0].getState(), await pair[1].getState(), 5e-3);
    pair[1].dispose();
  });

  test('is saved, and trains on where it was on either engine', async () => {
    const net = (await pairOf({ ...plain, optimizer: 'adam' }))[1];
    await trainBoth([net, net], targets, { epochs: 1 });
    let artifacts: tf.io.ModelArtifacts | undefined;
    await net.save({
      save: (given) => {
        artifacts = given;
        return Promise.resolve({ modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(given) });
      },
    });
    const model = await tf.loadLayersModel(tf.io.fromMemory(artifacts!));
    const load = (engine: 'tfjs' | 'compiled') =>
      NeuralNet.fromLayersModel(model, engine === 'tfjs' ? { backend: 'wasm' } : { engine });
    const again = [await load('compiled'), await load('tfjs')] as const;
    for (const each of again) expectSameState(await net.getState(), await each.getState(), 1e-6);
    await trainBoth(again, targets, { epochs: 1 });
    expectSameState(await again[0].getState(), await again[1].getState(), 1e-3);
    model.dispose();
  });

  test('trains in a worker to the bits of the compiled one', async () => {
    const [compiled, tensors] = await pairOf(plain);
    const options = { learningRate: 0.1, epochs: 1 };
    await toEnd(compiled.train(batches(targets, { batchSize: 9 }), options));
    await toEnd(tensors.trainInWorker(batches(targets, { batchSize: 9 }), options));
    expect(await tensors.getState()).toEqual(await compiled.getState());
    tensors.dispose();
  });

  test('says so when it diverges, in an epoch between two readings too', async () => {
    const layers: LayerDescription[] = [{ kind: 'dense', units: 1 }];
    const pair = await pairOf({ inputShape: [2], layers, loss: 'meanSquaredError' });
    const data = { count: 4, inputs: new Float32Array(8).fill(3), labels: new Float32Array(4) };
    for (const net of pair) {
      let diverged = false;
      const training = net.train(batches(data), { learningRate: 1e20, trainingBatches: 9 });
      for await (const progress of training) ({ diverged } = progress);
      expect(diverged).toBe(true);
    }
    pair[1].dispose();
  });

  test('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const [, net] = await pairOf(description);
    const held = tf.memory().numTensors;
    await trainBoth([net, net], ofClasses, { epochs: 1 });
    await net.evaluate(ofClasses);
    await net.predict(examples);
    await net.recalibrate(examples);
    expect(tf.memory().numTensors).toBe(held);
    net.dispose();
    net.dispose();
    expect(tf.memory().numTensors).toBe(before);
    await expect(net.predict(examples)).rejects.toThrow('LayeredNet: the network has been disposed of');
  });

  test('refuses what contradicts it', async () => {
    const create = (more: object) => NeuralNet.create({ ...plain, ...more } as never);
    await expect(create({ engine: 'tfjs', convolutions: 'fast' })).rejects.toThrow(
      /convolutions must be left out, as the engine tfjs computes them in its own way/,
    );
    await expect(create({ engine: 'compiled', backend: 'cpu' })).rejects.toThrow(
      /the compiled engine runs on no TensorFlow\.js backend/,
    );
    await expect(create({ backend: 'gpu' })).rejects.toThrow(/no TensorFlow\.js backend "gpu"/);
    await expect(create({ engine: 'wasm' })).rejects.toThrow(/engine must be one of "compiled", "tfjs"/);
    await expect(create({ engine: 'tfjs', values: { step: 0, layers: {} } })).rejects.toThrow(
      /NeuralNet\.create: values of layer "conv2d-1" must have weights/,
    );
    expect(((await create({ backend: 'cpu' })) as unknown as LayeredNet).engine).toBe('tfjs');
  });
});
