import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadMnist, type MnistData } from '@bnlab/mnist';
import type { DigitSource } from '../../labs/playground/digit-source';
import { experiments } from '../../labs/playground/experiments';
import { defaultSettings, type PlaygroundSettings } from '../../labs/playground/settings';
import type { FromWorker, RunResult } from '../../live/messages';
import type { NetworkFrame } from '../../live/network-frame';
import { NetworkServer } from '../../live/network-server';

/** What the compiled engine gives after 200 steps of the lesson's short experiment, without batch norm first. */
const committed = JSON.parse(
  readFileSync(`${__dirname}/../../../../packages/layers/test/neural-net/parameter-digests.json`, 'utf8'),
) as { sha256: string }[];

let mnist: MnistData;
beforeAll(async () => {
  mnist = await loadMnist();
});

/** Serves the digits; to check and test a network with, fewer than the page has: accuracies to a few per cent. */
function serve() {
  const validation = mnist.validation.slice(0, 300);
  const digits: DigitSource = {
    learning: (count) => Promise.resolve({ train: mnist.train.slice(0, count), validation }),
    test: () => Promise.resolve(mnist.test.slice(0, 300)),
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

  test('a good start needs no help', async () => {
    const plain = await framesOf('A good start needs no help', false);
    expect(plain.at(-1)!.accuracy).toBeGreaterThan(0.88);
  });
});
