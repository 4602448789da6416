import { BatchStream, type Dataset } from '@bnlab/mnist';
import type { DigitSource } from '../labs/playground/digit-source';
import type { PlaygroundSettings } from '../labs/playground/settings';
import { softmax } from '../labs/playground/softmax';
import { frameSteps } from './frame-steps';
import { judgeWeather, WEATHER_IMAGES } from './judge-weather';
import type { FromWorker, Gallery, Measurement, ToWorker } from './messages';
import { networkFrame } from './network-frame';
import { createNetwork } from './networks/create-network';
import type { LiveNetwork } from './networks/live-network';
import { isUsual, usualView, type ReadingView } from './reading-view';
import { readTogether } from './read-together';
import { Snapshots } from './snapshots';
import { unitBatch } from './unit-batch';
import { inWeather } from './weather';

/** Images that the accuracy is taken over while a network trains. */
export const CHECK_IMAGES = 1000;
/** Images whose guesses are shown. */
export const GALLERY_IMAGES = 12;
/** Training images that a network is looked at with before it is trained. */
const PROBE_TRAINING = 1000;
/** Images that a drawing is read together with where they share their statistics. */
const COMPANIONS = 200;
/** Images of a unit's batch by hand, as many as a batch of the lesson has. */
const BATCH_BY_HAND = 60;

type Start = Extract<ToWorker, { type: 'start' }>;
type Probe = Extract<ToWorker, { type: 'probe' }>;
type Read = Extract<ToWorker, { type: 'read' }>;
type Judge = Extract<ToWorker, { type: 'judge' }>;
type View = Extract<ToWorker, { type: 'view' }>;
type Unit = Extract<ToWorker, { type: 'unit' }>;

/** What the networks of one run read with. */
interface Reader {
  readonly run: number;
  /** A second network, which takes up the states of the first. */
  readonly net: LiveNetwork;
  readonly states: Snapshots;
  readonly settings: PlaygroundSettings;
  /** Images for accuracies; the first of them are the gallery. */
  readonly check: Dataset;
  readonly train: Dataset;
}

/** Trains a network as the page asks, one at a time, and reads images between two frames. */
export class NetworkServer {
  readonly #digits: DigitSource;
  readonly #send: (message: FromWorker) => void;
  #run = 0;
  #probe = 0;
  #isProbing = false;
  #nextProbe: Probe | undefined;
  #drawing: Read | undefined;
  #view: View = { type: 'view', view: 0, reading: usualView };
  #reader: Reader | undefined;
  /** The states that have been measured under the present view. */
  #measured = new Map<number, Measurement>();
  /** Frames whose measurement was sent. */
  #told = new Set<number>();
  /** One task at a time puts states into the reader. */
  #reading: Promise<void> = Promise.resolve();
  /** Trainings on their way: one, and those that have not noticed yet that they were given up. */
  #trainings = 0;

  constructor(digits: DigitSource, send: (message: FromWorker) => void) {
    this.#digits = digits;
    this.#send = send;
  }

  async handle(message: Exclude<ToWorker, { type: 'connect' }>): Promise<void> {
    switch (message.type) {
      case 'start':
        return this.#start(message);
      case 'probe':
        return this.#askProbe(message);
      case 'judge':
        return this.#exclusively((reader) => this.#judge(reader, message));
      case 'unit':
        return this.#exclusively((reader) => this.#unit(reader, message));
      case 'stop':
        // No run has this number, so the one that goes on ends.
        this.#run += 0.5;
        return;
      case 'read':
        this.#drawing = message;
        break;
      case 'view':
        this.#view = message;
        this.#forgetMeasurements();
    }
    // While it trains, this is done between two frames.
    if (this.#trainings === 0) await this.#catchUp();
  }

  async #start({ run, settings, normalized }: Start): Promise<void> {
    this.#run = run;
    try {
      await this.#train({ run, settings, normalized });
    } catch (error) {
      if (this.#run === run) this.#send({ type: 'failed', run, message: (error as Error).message });
    }
  }

  async #train({ run, settings, normalized }: Omit<Start, 'type'>): Promise<void> {
    const { train, validation } = await this.#digits.learning(settings.trainingImages);
    if (this.#run !== run) return;
    const net = await createNetwork(settings, normalized);
    const states = new Snapshots(net.snapshotBytes);
    const check = validation.slice(0, Math.min(CHECK_IMAGES, validation.count));
    const reader = { run, net: await createNetwork(settings, normalized), states, settings, check, train };
    this.#reader?.net.dispose();
    this.#reader = reader;
    this.#forgetMeasurements();
    try {
      const stepsPerSecond = await this.#frames(net, reader);
      if (stepsPerSecond !== undefined) await this.#finish(net, { run, stepsPerSecond });
    } finally {
      net.dispose();
    }
  }

  /** Trains, and reads what the page asks between two frames; what is asked later is read at once. */
  async #frames(net: LiveNetwork, reader: Reader): Promise<number | undefined> {
    this.#trainings += 1;
    try {
      return await this.#trainThrough(net, reader);
    } finally {
      this.#trainings -= 1;
      await this.#catchUp();
    }
  }

  /** The steps per second, or undefined when another network is wanted. */
  async #trainThrough(
    net: LiveNetwork,
    { run, states, settings, check, train }: Reader,
  ): Promise<number | undefined> {
    const stream = new BatchStream(train, { seed: settings.seed });
    const gallery = check.slice(0, GALLERY_IMAGES);
    this.#send({ type: 'gallery', run, engine: net.engine, gallery: toSend(gallery) });
    let [step, seconds] = [0, 0];
    for (const target of frameSteps(settings.trainingBatches)) {
      const took = await this.#trainTo(target - step, { net, stream, settings, run });
      if (took === undefined) return undefined;
      seconds += took;
      const speed = took > 0 ? (target - step) / took : undefined;
      step = target;
      states.add(await net.snapshot());
      const frame = await networkFrame(net, { step, train, check, gallery });
      if (this.#run !== run) return undefined;
      this.#send({ type: 'frame', run, frame: { ...frame, speed } });
      await this.#catchUp();
      await rest();
    }
    return step / Math.max(seconds, 1e-9);
  }

  /** Trains on so many batches; the seconds that it took, or undefined when another network is wanted. */
  async #trainTo(
    trainingBatches: number,
    {
      net,
      stream,
      settings,
      run,
    }: { net: LiveNetwork; stream: BatchStream; settings: PlaygroundSettings; run: number },
  ): Promise<number | undefined> {
    if (trainingBatches === 0) return this.#run === run ? 0 : undefined;
    const { learningRate, batchSize } = settings;
    let seconds = 0;
    const options = { learningRate, batchSize, trainingBatches, batchesPerSample: trainingBatches };
    for await (const { trainingSeconds } of net.train(stream, options)) {
      seconds = trainingSeconds;
      if (this.#run !== run) return undefined;
    }
    return seconds;
  }

  async #finish(
    net: LiveNetwork,
    { run, stepsPerSecond }: { run: number; stepsPerSecond: number },
  ): Promise<void> {
    const result = { stepsPerSecond, digest: canDigest() ? await net.digest() : undefined };
    if (this.#run !== run) return;
    this.#send({ type: 'trained', run, result });
    // Most images may be on their way still.
    const { validation, test } = await this.#digits.measuring();
    if (this.#run !== run) return;
    const accuracies = {
      validation: (await net.evaluate(validation)).accuracy,
      test: (await net.evaluate(test)).accuracy,
    };
    this.#send({ type: 'trained', run, result: { ...result, ...accuracies } });
  }

  /** Does a task with the reader of the run, after those that were asked for before. */
  #exclusively(task: (reader: Reader) => Promise<void>): Promise<void> {
    const next = this.#reading.then(async () => {
      const reader = this.#reader;
      try {
        if (reader) await task(reader);
      } catch (error) {
        // A run that was given up takes its networks with it.
        if (this.#reader === reader) throw error;
      }
    });
    this.#reading = next.catch(() => undefined);
    return next;
  }

  /** Reads and measures what the page waits for. */
  #catchUp(): Promise<void> {
    return this.#exclusively(async (reader) => {
      await this.#read(reader);
      await this.#measure(reader);
    });
  }

  async #read(reader: Reader): Promise<void> {
    const asked = this.#drawing;
    if (!asked || reader.states.frames === 0) return;
    this.#drawing = undefined;
    const { weather, statistics } = this.#view.reading;
    const pixels = inWeather(asked.pixels, weather);
    const images = inView(
      reader.check.slice(0, Math.min(COMPANIONS, reader.check.count)),
      this.#view.reading,
    );
    const byState: Float32Array[] = [];
    for (const state of reader.states.kept) {
      reader.net.restore(state);
      byState.push(
        statistics === 'batch'
          ? (await readTogether(reader.net, { pixels, images, statistics })).drawing
          : softmax(await reader.net.predict(pixels)),
      );
      if (this.#reader !== reader) return;
    }
    const readings = reader.states.perFrame(byState);
    this.#send({ type: 'readings', run: reader.run, drawing: asked.drawing, readings });
  }

  /** Measures the frames anew, the newest first, where images are read in another way than the frames were. */
  async #measure(reader: Reader): Promise<void> {
    const asked = this.#view;
    if (isUsual(asked.reading)) return;
    const images = inView(reader.check, asked.reading);
    const { statistics } = asked.reading;
    for (let frame = reader.states.frames - 1; frame >= 0; frame--) {
      if (this.#told.has(frame)) continue;
      const state = reader.states.stateOf(frame);
      let measurement = this.#measured.get(state);
      if (!measurement) {
        reader.net.restore(reader.states.kept[state]);
        const pixels = images.inputs.subarray(0, 784);
        const { guesses, accuracy } = await readTogether(reader.net, { pixels, images, statistics });
        await rest();
        if (this.#reader !== reader || this.#view !== asked) return;
        measurement = { accuracy, guesses: guesses.slice(0, 10 * GALLERY_IMAGES) };
        this.#measured.set(state, measurement);
      }
      this.#told.add(frame);
      this.#send({ type: 'measured', run: reader.run, view: asked.view, frame, measurement });
    }
  }

  #forgetMeasurements(): void {
    this.#measured = new Map();
    this.#told = new Set();
  }

  async #judge({ net, states }: Reader, { question, pixels, weather }: Judge): Promise<void> {
    const state = states.kept.at(-1);
    if (state === undefined) return;
    const { validation } = await this.#digits.learning(1);
    const images = validation.slice(0, Math.min(WEATHER_IMAGES, validation.count));
    net.restore(state);
    this.#send({ type: 'judged', question, judgement: await judgeWeather(net, { pixels, images, weather }) });
  }

  async #unit({ net, states, train }: Reader, { question, frame, ...place }: Unit): Promise<void> {
    if (frame >= states.frames) return;
    net.restore(states.kept[states.stateOf(frame)]);
    const images = train.slice(0, Math.min(BATCH_BY_HAND, train.count));
    this.#send({ type: 'unit', question, batch: await unitBatch(net, images, place) });
  }

  async #askProbe(message: Probe): Promise<void> {
    this.#probe = message.probe;
    this.#nextProbe = message;
    if (this.#isProbing) return;
    this.#isProbing = true;
    try {
      while (this.#nextProbe) {
        const next = this.#nextProbe;
        this.#nextProbe = undefined;
        await this.#look(next);
      }
    } finally {
      this.#isProbing = false;
    }
  }

  async #look({ probe, settings, normalized }: Probe): Promise<void> {
    try {
      const { train, validation } = await this.#digits.learning(PROBE_TRAINING);
      if (this.#probe !== probe) return;
      const net = await createNetwork(settings, normalized);
      const layers = await net.look(train);
      net.dispose();
      const gallery = toSend(validation.slice(0, GALLERY_IMAGES));
      this.#send({ type: 'probed', probe, layers, gallery });
      await rest();
    } catch (error) {
      this.#send({ type: 'failed', run: 0, message: (error as Error).message });
    }
  }
}

/** Images as a view shows them. */
function inView({ inputs, labels }: Dataset, { weather }: ReadingView) {
  return { inputs: inWeather(inputs, weather), labels };
}

/** A view would be sent with all the memory behind it. */
function toSend({ inputs, labels }: Dataset): Gallery {
  return { pixels: inputs.slice(), labels: labels.slice() };
}

/** Lets messages in. */
function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Browsers compute no digests in pages that came over an insecure connection. */
function canDigest(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}
