import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadMnist, type MnistData } from '@bnlab/mnist';
import type { DigitSource } from '../../labs/playground/digit-source';
import { experiments } from '../../labs/playground/experiments';
import { defaultSettings, type PlaygroundSettings } from '../../labs/playground/settings';
import type { FromWorker, RunResult } from '../../live/messages';
import { normalizeUnit } from '../../labs/playground/normalized-unit';
import type { NetworkFrame } from '../../live/network-frame';
import { NetworkServer } from '../../live/network-server';
import { usualView, type ReadingView } from '../../live/reading-view';

/** What the compiled engine gives after 200 steps of the lesson's short experiment, without batch norm first. */
const committed = JSON.parse(
  readFileSync(`${__dirname}/../../../../packages/layers/test/neural-net/parameter-digests.json`, 'utf8'),
) as { sha256: string }[];

let mnist: MnistData;
beforeAll(async () => {
  mnist = await loadMnist();
});

/** Serves the digits; to check and test a network with, fewer than the page has: accuracies to a few per cent. */
function serve(changes: Partial<DigitSource> = {}) {
  const validation = mnist.validation.slice(0, 300);
  const digits: DigitSource = {
    learning: (count) => Promise.resolve({ train: mnist.train.slice(0, count), validation }),
    measuring: () => Promise.resolve({ validation, test: mnist.test.slice(0, 300) }),
    ...changes,
  };
  const sent: FromWorker[] = [];
  const server = new NetworkServer(digits, (message) => sent.push(message));
  const ofType = <Type extends FromWorker['type']>(type: Type) =>
    sent.filter((message): message is Extract<FromWorker, { type: Type }> => message.type === type);
  return { server, sent, ofType };
}

async function train(settings: PlaygroundSettings, isNormalized: boolean) {
  const { server, ofType } = serve();
  const normalized = settings.normalized.map((layer) => layer && isNormalized);
  await server.handle({ type: 'start', run: 1, settings, normalized });
  const frames: NetworkFrame[] = ofType('frame').map(({ frame }) => frame);
  const result: RunResult = ofType('trained').at(-1)!.result;
  return { frames, result, server, ofType };
}

describe('a training', () => {
  test.each([false, true])('has the digest that is committed, batch norm %s', async (batchNorm) => {
    const { frames, result } = await train({ ...defaultSettings, trainingBatches: 200 }, batchNorm);
    expect(result.digest).toBe(committed[Number(batchNorm)]!.sha256);
    expect([frames[0]!.step, frames.at(-1)!.step]).toEqual([0, 200]);
    expect(frames[0]!.layers).toHaveLength(3);
    expect(frames[0]!.layers[0]!.live).toHaveLength(100);
    expect(frames[0]!.layers[0]!.gamma === undefined).toBe(!batchNorm);
    expect(frames.at(-1)!.guesses).toHaveLength(120);
  });

  test('ends when another begins, and says nothing more', async () => {
    const { server, ofType } = serve();
    const settings = { ...defaultSettings, trainingBatches: 2000, trainingImages: 1000 };
    const start = (run: number) =>
      server.handle({
        type: 'start',
        run,
        settings: { ...settings, trainingBatches: run === 1 ? 2000 : 20 },
        normalized: [true, true, true],
      });
    const first = start(1);
    await start(2);
    await first;
    expect(ofType('trained').map(({ run }) => run)).toEqual([2, 2]);
    expect(
      ofType('frame')
        .filter(({ run }) => run === 2)
        .at(-1)!.frame.step,
    ).toBe(20);
    expect(ofType('frame').filter(({ run }) => run === 1).length).toBeLessThan(101);
  });

  test('ends where it is when it is stopped, and can still read', async () => {
    const { server, ofType } = serve();
    const settings = { ...defaultSettings, trainingBatches: 2000, trainingImages: 1000 };
    const training = server.handle({ type: 'start', run: 1, settings, normalized: [false, false, false] });
    while (ofType('frame').length < 3) await new Promise((resolve) => setImmediate(resolve));
    await server.handle({ type: 'stop' });
    await training;
    expect(ofType('trained')).toEqual([]);
    await server.handle({ type: 'read', drawing: 1, pixels: mnist.test.inputs.slice(0, 784) });
    expect(ofType('readings')[0]!.readings.length).toBeGreaterThanOrEqual(3);
  });
});

test('a trained network reads while most images are on their way', async () => {
  const { server, ofType } = serve({ measuring: () => new Promise(() => undefined) });
  const settings = { ...defaultSettings, trainingBatches: 5, trainingImages: 1000 };
  void server.handle({ type: 'start', run: 1, settings, normalized: [true, true, true] });
  while (ofType('trained').length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(ofType('trained')[0]!.result).not.toHaveProperty('validation');
  await server.handle({ type: 'read', drawing: 1, pixels: mnist.test.inputs.slice(0, 784) });
  expect(ofType('readings')).toHaveLength(1);
  await server.handle({ type: 'view', view: 1, reading: { weather: 'noise', statistics: 'population' } });
  expect(ofType('measured')).toHaveLength(ofType('frame').length);
});

test('a drawing is read as the network was at every frame', async () => {
  const settings = { ...defaultSettings, trainingBatches: 300, trainingImages: 5000 };
  const { server, ofType, frames } = await train(settings, true);
  const image = mnist.validation.inputs.slice(0, 784);
  await server.handle({ type: 'read', drawing: 7, pixels: image });
  const { drawing, readings } = ofType('readings')[0]!;
  expect(drawing).toBe(7);
  expect(readings).toHaveLength(frames.length);
  readings.forEach((reading, index) => {
    expect([...reading]).toEqual(
      [...frames[index]!.guesses.subarray(0, 10)].map((value) => expect.closeTo(value, 5)),
    );
  });
});

describe('a convolutional network', () => {
  const settings: PlaygroundSettings = {
    ...defaultSettings,
    ...{ network: 'convolutional', hidden: [4, 6], normalized: [true, true] },
    ...{ learningRate: 0.1, trainingBatches: 40, trainingImages: 1000 },
  };

  test('trains from the same weights with batch norm and without, and shows its layers', async () => {
    const [plain, normalized] = [await train(settings, false), await train(settings, true)];
    const [a, b] = [plain.frames[0]!, normalized.frames[0]!];
    // The first layer has the same weights, so its sums are the same until they are normalized.
    expect(a.layers[0]!.weights).toBe(b.layers[0]!.weights);
    expect(b.layers.map(({ live, gamma }) => [live.length, gamma?.length])).toEqual([
      [4, 4],
      [6, 6],
    ]);
    expect(a.layers[0]!.gamma).toBeUndefined();
    expect(b.layers[1]!.deviation).toBeCloseTo(1, 1);
    expect(normalized.frames.at(-1)!.loss).toBeLessThan(0.9 * b.loss);
    expect(normalized.result.digest).not.toBe(plain.result.digest);
    expect((await train(settings, true)).result.digest).toBe(normalized.result.digest);
  });

  test('reads a drawing, and a unit of it has one mean over all images and places', async () => {
    const { server, ofType, frames } = await train(settings, true);
    await server.handle({ type: 'read', drawing: 1, pixels: mnist.validation.inputs.slice(0, 784) });
    ofType('readings')[0]!.readings.forEach((reading, index) => {
      expect(reading[3]).toBeCloseTo(frames[index]!.guesses[3]!, 4);
    });
    await server.handle({ type: 'unit', question: 1, frame: frames.length - 1, layer: 1, unit: 5 });
    const { count, values, gamma } = ofType('unit')[0]!.batch;
    // 28 x 28 images, halved twice.
    expect([values.length, count]).toEqual([60, 60 * 7 * 7]);
    expect(gamma).toBe(frames.at(-1)!.layers[1]!.gamma![5]);
  });
});

describe('images in another weather', () => {
  const settings = { ...defaultSettings, learningRate: 0.1, trainingBatches: 200, trainingImages: 2000 };

  test('are measured at every frame, with the statistics that the reader chose', async () => {
    const { server, ofType, frames } = await train(settings, true);
    const show = async (view: number, reading: ReadingView) => {
      await server.handle({ type: 'view', view, reading });
      return ofType('measured').filter((message) => message.view === view);
    };
    const population = await show(1, { weather: 'fog', statistics: 'population' });
    const batch = await show(2, { weather: 'fog', statistics: 'batch' });
    expect(population.map(({ frame }) => frame).sort((a, b) => a - b)).toEqual([...frames.keys()]);
    // The newest first: it is the one that is looked at.
    const [last] = batch;
    expect(last!.frame).toBe(frames.length - 1);
    expect(last!.measurement.accuracy).toBeGreaterThan(population[0]!.measurement.accuracy + 0.1);
    expect(last!.measurement.accuracy).toBeCloseTo(frames.at(-1)!.accuracy, 1);
    expect(last!.measurement.guesses).toHaveLength(120);
    expect(await show(3, usualView)).toEqual([]);
  });

  test('are measured of frames to come, too, and a drawing is read among them', async () => {
    const { server, ofType } = serve();
    await server.handle({ type: 'view', view: 1, reading: { weather: 'contrast', statistics: 'batch' } });
    await server.handle({
      type: 'start',
      run: 1,
      settings: { ...settings, trainingBatches: 20 },
      normalized: [true, true, true],
    });
    const frames = ofType('frame').length;
    expect(ofType('measured')).toHaveLength(frames);
    await server.handle({ type: 'read', drawing: 1, pixels: mnist.validation.inputs.slice(0, 784) });
    expect(ofType('readings')[0]!.readings).toHaveLength(frames);
  });
});

describe('a unit over a batch', () => {
  test.each(['before-activation', 'after-activation'] as const)(
    'has what its layer works on, batch norm %s',
    async (placement) => {
      const settings = { ...defaultSettings, placement, hidden: [20, 10], normalized: [true, true] };
      const few = { ...settings, trainingBatches: 30, trainingImages: 1000, learningRate: 0.1 };
      for (const isNormalized of [false, true]) {
        const { server, ofType, frames } = await train(few, isNormalized);
        await server.handle({ type: 'unit', question: 4, frame: frames.length - 1, layer: 1, unit: 3 });
        const { question, batch } = ofType('unit')[0]!;
        expect(question).toBe(4);
        expect(batch.count).toBe(60);
        const layer = frames.at(-1)!.layers[1]!;
        expect([batch.gamma, batch.beta]).toEqual([layer.gamma?.[3], layer.beta?.[3]]);
        const made = normalizeUnit(batch);
        expect(made === undefined).toBe(!isNormalized);
        if (isNormalized && placement === 'after-activation') {
          expect(Math.min(...batch.values)).toBeGreaterThanOrEqual(0);
        } else {
          // As many images get through ReLU as the look into the network saw.
          const into = made?.y ?? [...batch.values];
          expect(into.filter((value) => value > 0).length / 60).toBeCloseTo(layer.live[3]!, 5);
        }
      }
    },
  );
});

test('a probe answers the newest question with the layers before any training', async () => {
  const { server, ofType } = serve();
  const ask = (probe: number, standardDeviation: number) =>
    server.handle({
      type: 'probe',
      probe,
      settings: { ...defaultSettings, standardDeviation },
      normalized: [false, false, false],
    });
  await Promise.all([ask(1, 0.05), ask(2, 1), ask(3, 0.5)]);
  const answers = ofType('probed');
  expect(answers.at(-1)!.probe).toBe(3);
  expect(answers.length).toBeLessThan(3);
  // Ten times the weights, ten times the first layer's values.
  const { frames } = await train({ ...defaultSettings, trainingBatches: 1 }, false);
  const ratio = answers.at(-1)!.layers[0]!.deviation / frames[0]!.layers[0]!.deviation;
  expect(ratio).toBeCloseTo(10, 3);
});

describe('what the experiments say there is to see', () => {
  type Changes = Partial<PlaygroundSettings>;
  const framesOf = async (name: string, isNormalized: boolean, changes?: Changes) => {
    const { settings } = experiments.find((experiment) => experiment.name === name)!;
    return (await train({ ...settings, seed: 1, ...changes }, isNormalized)).frames;
  };
  const pair = async (name: string, changes?: Changes) => ({
    plain: await framesOf(name, false, changes),
    normalized: await framesOf(name, true, changes),
  });
  const accuracyAt = (frames: readonly NetworkFrame[], step: number) =>
    frames.findLast((frame) => frame.step <= step)!.accuracy;
  const deadIn = ({ layers }: NetworkFrame) =>
    Math.max(...layers.map(({ live }) => live.filter((share) => share === 0).length));

  test('both learn, one sooner', async () => {
    const { plain, normalized } = await pair('Both learn, one sooner');
    expect(accuracyAt(plain, 100)).toBeLessThan(0.3);
    expect(accuracyAt(normalized, 300)).toBeGreaterThan(0.8);
    expect(plain.at(-1)!.accuracy).toBeGreaterThan(0.75);
  });

  test('the signal fades: orange stands still for hundreds of batches, and then moves', async () => {
    const { plain, normalized } = await pair('The signal fades');
    expect(accuracyAt(plain, 300)).toBeLessThan(0.25);
    expect(plain.at(-1)!.accuracy).toBeGreaterThan(0.5);
    expect(accuracyAt(normalized, 300)).toBeGreaterThan(0.8);
  });

  test('a step too long: a layer of the plain network dies', async () => {
    const { plain, normalized } = await pair('A step too long');
    expect(deadIn(plain.at(-1)!)).toBe(100);
    expect(plain.at(-1)!.accuracy).toBeLessThan(0.15);
    expect(normalized.at(-1)!.accuracy).toBeGreaterThan(0.9);
  });

  test('weights far too large: nearly all values lie where the sigmoid is flat', async () => {
    const { plain, normalized } = await pair('Weights far too large', { trainingBatches: 500 });
    const { above, below } = plain[0]!.layers[1]!.before;
    expect(above + below).toBeGreaterThan(0.7);
    expect(normalized.at(-1)!.accuracy).toBeGreaterThan(plain.at(-1)!.accuracy + 0.1);
  });

  test('convolutions: both learn, one sooner', async () => {
    const { plain, normalized } = await pair('Convolutions', { trainingBatches: 100 });
    expect(plain.at(-1)!.accuracy).toBeLessThan(0.4);
    expect(normalized.at(-1)!.accuracy).toBeGreaterThan(plain.at(-1)!.accuracy + 0.4);
  });

  test('a good start needs no help', async () => {
    const plain = await framesOf('A good start needs no help', false);
    expect(plain.at(-1)!.accuracy).toBeGreaterThan(0.88);
  });
});
