import { beforeAll, describe, expect, it } from '@jest/globals';
import { digestState, NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist, type MnistData } from '@bnlab/mnist';
import { NetworkRun, type RunData } from '../../labs/playground/network-run';
import { defaultSettings, layerSizes, type PlaygroundSettings } from '../../labs/playground/settings';

const settings: PlaygroundSettings = {
  ...defaultSettings,
  hidden: [16, 12],
  normalized: [true, false],
  batchesPerSample: 10,
  seed: 3,
};

let mnist: MnistData;
let data: RunData;

beforeAll(async () => {
  mnist = await loadMnist();
  data = {
    train: mnist.train.slice(0, 1000),
    validation: mnist.validation.slice(0, 200),
    gallery: mnist.validation.slice(0, 5),
  };
});

const start = (changes: Partial<PlaygroundSettings> = {}) => {
  const all = { ...settings, ...changes };
  return NetworkRun.create(all, all.normalized, data);
};
const print = async (run: NetworkRun) => digestState(await run.getState());

describe('NetworkRun', () => {
  it('trains as NeuralNet does, to the last bit, however often it is looked at', async () => {
    const run = await start();
    for (const step of [1, 2, 10, 37, 50]) {
      await run.trainTo(step);
      await run.measure();
    }
    const net = await NeuralNet.create({
      layerSizes: layerSizes(settings),
      batchNorm: settings.normalized,
      seed: settings.seed,
    });
    const batches = new BatchStream(data.train, { seed: settings.seed });
    const training = net.train(batches, { learningRate: 0.01, trainingBatches: 50 });
    for await (const { step } of training) expect(step).toBeLessThanOrEqual(50);
    expect(await print(run)).toBe(await digestState(await net.getState()));
  });

  it('goes back to any step, and from there on as before', async () => {
    const run = await start();
    const prints = new Map<number, string>();
    for (const step of [0, 7, 10, 23, 40]) {
      await run.trainTo(step);
      prints.set(step, await print(run));
    }
    for (const step of [23, 0, 7, 40, 10]) {
      await run.goTo(step);
      expect(run.step).toBe(step);
      expect(await print(run)).toBe(prints.get(step));
    }
  });

  it('measures what the networks do', async () => {
    const run = await start();
    await run.trainTo(20);
    const frame = await run.measure();
    expect(frame.step).toBe(20);
    expect(frame.validationAccuracy).toBe(await run.test(data.validation));
    expect(frame.layers).toHaveLength(3);
    const [first, second, output] = frame.layers;
    expect(first!.gamma).toHaveLength(5);
    expect(second!.gamma).toBeUndefined();
    expect(first!.preactivation![2]).toBeCloseTo(0, 0);
    expect(output!.preactivation).toBeUndefined();
    expect(frame.guesses).toHaveLength(50);
    expect(frame.guesses.subarray(0, 10).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    expect(frame.stepsPerSecond).toBeGreaterThan(0);
  });

  it('gives gradients as long as the fall of the loss along them says', async () => {
    // All images are in the batch, and the rate is small: L(w) - L(w - r g) is about r |g|^2.
    const learningRate = 1e-3;
    const changes = { learningRate, batchSize: 1000, normalized: [false, false], standardDeviation: 0.3 };
    const run = await start(changes);
    await run.trainTo(1);
    const { layers, batchLoss } = await run.measure();
    await run.trainTo(2);
    const drop = batchLoss! - (await run.measure()).batchLoss!;
    const squares = layers.reduce((sum, { gradientNorm }) => sum + gradientNorm! ** 2, 0);
    // The biases' gradients are not among them, and lower the loss too.
    expect(squares).toBeLessThan(drop / learningRate);
    expect(squares).toBeGreaterThan((0.8 * drop) / learningRate);
  });

  it('stops between two steps when it is interrupted', async () => {
    const run = await start();
    let looks = 0;
    await run.trainTo(1_000_000, () => ++looks > 1);
    expect(run.step).toBeGreaterThan(0);
    expect(run.step).toBeLessThan(1_000_000);
  });

  it('sees units die at a large learning rate', async () => {
    const run = await start({ learningRate: 5, standardDeviation: 1, normalized: [false, false] });
    await run.trainTo(30);
    const { layers } = await run.measure();
    expect(layers[1]!.dead).toBeGreaterThan(0.5);
  });
});
