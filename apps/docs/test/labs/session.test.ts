import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadMnist, type MnistData } from '@bnlab/mnist';
import type { DigitSource } from '../../labs/playground/digit-source';
import type { FromWorker, ToWorker } from '../../labs/playground/messages';
import { RunServer } from '../../labs/playground/run-server';
import { PlaygroundSession, type NetworkWorker, type Phase } from '../../labs/playground/session';
import { defaultSettings, type PlaygroundSettings } from '../../labs/playground/settings';

const settings: PlaygroundSettings = {
  ...defaultSettings,
  hidden: [16],
  normalized: [true],
  trainingBatches: 60,
  batchesPerSample: 10,
  trainingImages: 1000,
};

let mnist: MnistData;

beforeAll(async () => {
  mnist = await loadMnist();
});

const digits: DigitSource = {
  learning: (count) =>
    Promise.resolve({ train: mnist.train.slice(0, count), validation: mnist.validation.slice(0, 200) }),
  test: () => Promise.resolve(mnist.test.slice(0, 300)),
};

/** The worker's side in this thread; messages are copied and take a turn of the event loop, as between two threads. */
function localWorker(): NetworkWorker {
  const worker: NetworkWorker = {
    onmessage: null,
    postMessage: (message) => {
      const copy = structuredClone(message) as Exclude<ToWorker, { type: 'connect' }>;
      setImmediate(() => server.handle(copy));
    },
  };
  const server = new RunServer(digits, (message: FromWorker) => {
    const data = structuredClone(message);
    setImmediate(() => worker.onmessage?.({ data } as MessageEvent<FromWorker>));
  });
  return worker;
}

class Playground {
  readonly session: PlaygroundSession;
  #waiting: (() => void)[] = [];

  constructor() {
    this.session = new PlaygroundSession([localWorker(), localWorker()], () => {
      for (const check of this.#waiting) check();
    });
  }

  async until(condition: (view: PlaygroundSession['view']) => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      const check = () => condition(this.session.view) && resolve();
      this.#waiting.push(check);
      check();
    });
    this.#waiting = [];
  }

  phase(wanted: Phase): Promise<void> {
    return this.until(({ phase }) => phase === wanted);
  }

  get steps(): number[] {
    return this.session.view.networks.map(({ step }) => step);
  }
}

async function ready(changes: Partial<PlaygroundSettings> = {}): Promise<Playground> {
  const playground = new Playground();
  playground.session.create({ ...settings, ...changes });
  await playground.phase('ready');
  return playground;
}

const tested = ({ networks }: PlaygroundSession['view']) => networks.every(({ test }) => test !== undefined);

describe('PlaygroundSession', () => {
  it('trains both networks to the end, measured at the same steps', async () => {
    const playground = await ready();
    playground.session.start();
    await playground.phase('finished');
    await playground.until(tested);
    for (const { frames, digest } of playground.session.view.networks) {
      expect(frames.map(({ step }) => step)).toEqual([0, 10, 20, 30, 40, 50, 60]);
      expect(digest).toMatch(/^[0-9a-f]{64}$/);
    }
    const [without, withNorm] = playground.session.view.networks;
    expect(withNorm.frames.at(-1)!.validationAccuracy).toBeGreaterThan(
      without.frames.at(-1)!.validationAccuracy,
    );
  });

  it('pauses both at the same step, and goes on as if nothing had been', async () => {
    const straight = await ready();
    straight.session.start();
    await straight.until(tested);
    const paused = await ready();
    paused.session.start();
    await paused.until(({ networks }) => networks[0].step >= 10);
    paused.session.pause();
    await paused.phase('paused');
    expect(paused.steps[0]).toBe(paused.steps[1]);
    expect(paused.session.view.networks[0].frames.at(-1)!.step).toBe(paused.steps[0]);
    paused.session.start();
    await paused.until(tested);
    const prints = ({ session }: Playground) => session.view.networks.map((network) => network.digest);
    expect(prints(paused)).toEqual(prints(straight));
  });

  it('trains one batch at a time', async () => {
    const playground = await ready();
    for (const step of [1, 2, 3]) {
      playground.session.stepOnce();
      await playground.phase('paused');
      expect(playground.steps).toEqual([step, step]);
    }
    const { frames } = playground.session.view.networks[1];
    expect(frames.map(({ step }) => step)).toEqual([0, 1, 2, 3]);
    expect(frames[3]!.layers[0]!.gradientNorm).toBeGreaterThan(0);
  });

  it('goes back, and trains on from there to the same end', async () => {
    const playground = await ready();
    playground.session.start();
    await playground.until(tested);
    const prints = () => playground.session.view.networks.map((network) => network.digest);
    const before = prints();
    playground.session.goTo(25);
    await playground.phase('paused');
    expect(playground.steps).toEqual([25, 25]);
    playground.session.start();
    expect(playground.session.view.networks[0].frames.at(-1)!.step).toBe(25);
    await playground.until((view) => view.phase === 'finished' && tested(view));
    expect(prints()).toEqual(before);
  });

  it('follows the last of several wishes', async () => {
    const playground = await ready();
    playground.session.start();
    await playground.until(tested);
    for (const step of [50, 3, 31]) playground.session.goTo(step);
    await playground.phase('paused');
    expect(playground.steps).toEqual([31, 31]);
  });

  it('starts anew in the middle of a training', async () => {
    const playground = await ready({ trainingBatches: 100000 });
    playground.session.start();
    await playground.until(({ networks }) => networks[0].step >= 20);
    playground.session.create(settings);
    await playground.phase('ready');
    expect(playground.steps).toEqual([0, 0]);
    playground.session.start();
    await playground.until(tested);
    expect(playground.steps).toEqual([60, 60]);
  });

  it('guesses a drawing while it trains', async () => {
    const playground = await ready({ trainingBatches: 100000 });
    playground.session.start();
    playground.session.guess(mnist.test.inputs.slice(0, 784));
    await playground.until(({ networks }) => networks.every(({ drawn }) => drawn !== undefined));
    expect(playground.session.view.networks[0].drawn).toHaveLength(10);
    playground.session.pause();
    await playground.phase('paused');
  });

  it('says what is wrong', async () => {
    const playground = new Playground();
    playground.session.create({ ...settings, batchSize: 1001 });
    await playground.phase('ready');
    playground.session.start();
    await playground.phase('failed');
    expect(playground.session.view.failure).toMatch(
      /batch size .*must be an integer from 1 to 1000, got 1001/,
    );
  });
});
