import { digestState, NeuralNet, type NetworkState } from '@bnlab/layers';
import { BatchStream, type Dataset } from '@bnlab/mnist';
import type { DigitSource } from '../labs/playground/digit-source';
import { layerSizes, type PlaygroundSettings } from '../labs/playground/settings';
import { softmax } from '../labs/playground/softmax';
import { frameSteps } from './frame-steps';
import { judgeWeather, WEATHER_IMAGES } from './judge-weather';
import type { FromWorker, Gallery, ToWorker } from './messages';
import { layerFrames, networkFrame } from './network-frame';

/** Images that the accuracy is taken over while a network trains. */
const CHECK_IMAGES = 1000;
/** Images whose guesses are shown. */
export const GALLERY_IMAGES = 12;
/** Training images that a network is looked at with before it is trained. */
const PROBE_TRAINING = 1000;
/** Memory for the states that drawings are read with: those of a hundred frames for networks of the lesson's size. */
const STATE_BYTES = 48 * 2 ** 20;

type Start = Extract<ToWorker, { type: 'start' }>;
type Probe = Extract<ToWorker, { type: 'probe' }>;
type Read = Extract<ToWorker, { type: 'read' }>;
type Judge = Extract<ToWorker, { type: 'judge' }>;

/** Trains a network as the page asks, one at a time, and reads drawings between two frames. */
export class NetworkServer {
  readonly #digits: DigitSource;
  readonly #send: (message: FromWorker) => void;
  #run = 0;
  #probe = 0;
  #isProbing = false;
  #nextProbe: Probe | undefined;
  #drawing: Read | undefined;
  /** A second network, which takes up the states of the first to read with. */
  #reader: NeuralNet | undefined;
  #states: NetworkState[] = [];
  /** For each frame, which of the states it is read with. */
  #stateOfFrame: number[] = [];
  /** Trainings on their way: one, and those that have not noticed yet that they were given up. */
  #trainings = 0;

  constructor(digits: DigitSource, send: (message: FromWorker) => void) {
    this.#digits = digits;
    this.#send = send;
  }

  async handle(message: Exclude<ToWorker, { type: 'connect' }>): Promise<void> {
    if (message.type === 'start') return this.#start(message);
    if (message.type === 'probe') return this.#askProbe(message);
    if (message.type === 'judge') return this.#judge(message);
    // No run has this number, so the one that goes on ends.
    if (message.type === 'stop') this.#run += 0.5;
    if (message.type === 'read') {
      this.#drawing = message;
      // While it trains, the loop below reads between two frames.
      if (this.#trainings === 0) await this.#read();
    }
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
    this.#reader?.dispose();
    this.#reader = await createNetwork(settings, normalized);
    this.#states = [];
    this.#stateOfFrame = [];
    this.#trainings += 1;
    try {
      await this.#frames(net, { run, settings, train, validation });
    } finally {
      this.#trainings -= 1;
      net.dispose();
    }
  }

  async #frames(
    net: NeuralNet,
    {
      run,
      settings,
      train,
      validation,
    }: { run: number; settings: PlaygroundSettings; train: Dataset; validation: Dataset },
  ): Promise<void> {
    const stream = new BatchStream(train, { seed: settings.seed });
    const gallery = validation.slice(0, GALLERY_IMAGES);
    const check = validation.slice(0, Math.min(CHECK_IMAGES, validation.count));
    this.#send({ type: 'gallery', run, engine: net.engine, gallery: toSend(gallery) });
    let [step, seconds] = [0, 0];
    for (const target of frameSteps(settings.trainingBatches)) {
      const took = await this.#trainTo(target - step, { net, stream, settings, run });
      if (took === undefined) return;
      seconds += took;
      const speed = took > 0 ? (target - step) / took : undefined;
      step = target;
      this.#keep(await net.getState());
      const frame = await networkFrame(net, { step, train, check, gallery });
      if (this.#run !== run) return;
      this.#send({ type: 'frame', run, frame: { ...frame, speed } });
      await this.#read();
      await rest();
    }
    await this.#finish(net, { run, validation, stepsPerSecond: step / Math.max(seconds, 1e-9) });
  }

  /** Trains on so many batches; the seconds that it took, or undefined when another network is wanted. */
  async #trainTo(
    trainingBatches: number,
    {
      net,
      stream,
      settings,
      run,
    }: { net: NeuralNet; stream: BatchStream; settings: PlaygroundSettings; run: number },
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
    net: NeuralNet,
    { run, validation, stepsPerSecond }: { run: number; validation: Dataset; stepsPerSecond: number },
  ): Promise<void> {
    const result = {
      stepsPerSecond,
      validation: (await net.evaluate(validation)).accuracy,
      digest: canDigest() ? await digestState(await net.getState()) : undefined,
    };
    if (this.#run !== run) return;
    this.#send({ type: 'trained', run, result });
    const images = await this.#digits.test();
    if (this.#run !== run) return;
    const { accuracy: test } = await net.evaluate(images);
    this.#send({ type: 'trained', run, result: { ...result, test } });
  }

  #keep(state: NetworkState): void {
    const bytes = state.layers.reduce((sum, { weights }) => sum + weights.values.byteLength, 0);
    const stride = Math.ceil((100 * bytes) / STATE_BYTES);
    if (this.#stateOfFrame.length % stride === 0) this.#states.push(state);
    this.#stateOfFrame.push(this.#states.length - 1);
  }

  async #read(): Promise<void> {
    const asked = this.#drawing;
    const reader = this.#reader;
    if (!asked || !reader || this.#states.length === 0) return;
    this.#drawing = undefined;
    const byState: Float32Array[] = [];
    for (const state of this.#states) {
      reader.setState(state);
      byState.push(softmax(await reader.predict(asked.pixels)));
      if (this.#reader !== reader) return;
    }
    const readings = this.#stateOfFrame.map((state) => byState[Math.min(state, byState.length - 1)]!);
    this.#send({ type: 'readings', run: Math.floor(this.#run), drawing: asked.drawing, readings });
  }

  async #judge({ question, pixels, weather }: Judge): Promise<void> {
    const reader = this.#reader;
    const state = this.#states.at(-1);
    if (!reader || !state) return;
    const { validation } = await this.#digits.learning(1);
    const images = validation.slice(0, Math.min(WEATHER_IMAGES, validation.count));
    if (this.#reader !== reader) return;
    reader.setState(state);
    const judgement = await judgeWeather(reader, { pixels, images, weather });
    this.#send({ type: 'judged', question, judgement });
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
      const layers = await layerFrames(net, train);
      net.dispose();
      const gallery = toSend(validation.slice(0, GALLERY_IMAGES));
      this.#send({ type: 'probed', probe, layers, gallery });
      await rest();
    } catch (error) {
      this.#send({ type: 'failed', run: 0, message: (error as Error).message });
    }
  }
}

function createNetwork(settings: PlaygroundSettings, normalized: readonly boolean[]): Promise<NeuralNet> {
  const { seed, standardDeviation, activation, placement } = settings;
  return NeuralNet.create({
    layerSizes: layerSizes(settings),
    batchNorm: normalized,
    ...{ seed, standardDeviation, activation, placement },
  });
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
