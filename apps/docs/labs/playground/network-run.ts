import { NeuralNet, type Examples, type NetworkState } from '@bnlab/layers';
import { BatchStream, type Dataset } from '@bnlab/mnist';
import type { Frame, LayerFrame } from './frame';
import { gradientNorms } from './gradient-norms';
import { probeLayers } from './probe-layers';
import { quantilesOf } from './quantiles';
import { layerSizes, type PlaygroundSettings } from './settings';
import { Snapshots, snapshotsWithin } from './snapshots';
import { softmax } from './softmax';

/** Memory for taking a training up again from an earlier step. */
const SNAPSHOT_BYTES = 32 * 2 ** 20;
/** Multiplications that a look into the layers may take: a few milliseconds. */
const PROBE_PRODUCTS = 6e6;

export interface RunData {
  train: Dataset;
  validation: Dataset;
  /** The digits whose guesses are shown. */
  gallery: Examples;
}

/** The training of one network, which can be stopped, looked at and taken back at any step. */
export class NetworkRun {
  readonly #net: NeuralNet;
  readonly #settings: PlaygroundSettings;
  readonly #data: RunData;
  readonly #probe: Dataset;
  readonly #snapshots: Snapshots;
  #stream: BatchStream;
  #step = 0;
  #batchLoss: number | undefined;
  #gradientNorms: number[] | undefined;
  /** Of the training since the last frame. */
  #pace = { steps: 0, seconds: 0 };

  private constructor(net: NeuralNet, settings: PlaygroundSettings, data: RunData, state: NetworkState) {
    this.#net = net;
    this.#settings = settings;
    this.#data = data;
    this.#stream = new BatchStream(data.train, { seed: settings.seed });
    this.#probe = data.validation.slice(0, probeCount(settings, data.validation.count));
    this.#snapshots = new Snapshots(snapshotsWithin(SNAPSHOT_BYTES, state));
    this.#snapshots.add({ state, stream: this.#stream.getState() });
  }

  /** @param normalized Which hidden layers are batch-normalized. */
  static async create(
    settings: PlaygroundSettings,
    normalized: readonly boolean[],
    data: RunData,
  ): Promise<NetworkRun> {
    const { seed, standardDeviation, activation, placement } = settings;
    const net = await NeuralNet.create({
      layerSizes: layerSizes(settings),
      batchNorm: normalized,
      ...{ seed, standardDeviation, activation, placement },
    });
    return new NetworkRun(net, settings, data, await net.getState());
  }

  get step(): number {
    return this.#step;
  }

  get engine(): string {
    return this.#net.engine;
  }

  /**
   * Trains up to a step. The last batch is trained by itself, so that its gradient can be seen.
   *
   * @param isInterrupted Asked several times a second; true ends the training between two steps.
   */
  async trainTo(step: number, isInterrupted: () => boolean = () => false): Promise<void> {
    if (step <= this.#step) return;
    await this.#train(step - 1, isInterrupted);
    if (this.#step !== step - 1 || isInterrupted()) return;
    const before = await this.#net.getState();
    await this.#train(step, () => false);
    const after = await this.#net.getState();
    this.#gradientNorms = gradientNorms(before, after, this.#settings.learningRate);
    if (step % this.#settings.batchesPerSample === 0) {
      this.#snapshots.add({ state: after, stream: this.#stream.getState() });
    }
  }

  /** Goes to any step, back too: from the nearest snapshot before it, with the same batches as the first time. */
  async goTo(step: number, isInterrupted: () => boolean = () => false): Promise<void> {
    const snapshot = this.#snapshots.before(step)!;
    if (step < this.#step || snapshot.state.step > this.#step) {
      this.#net.setState(snapshot.state);
      this.#stream = BatchStream.fromState(this.#data.train, snapshot.stream);
      this.#step = snapshot.state.step;
      this.#batchLoss = undefined;
      this.#gradientNorms = undefined;
    }
    await this.trainTo(step, isInterrupted);
    this.#pace = { steps: 0, seconds: 0 };
  }

  /** Looks at the network as it is now. */
  async measure(): Promise<Frame> {
    const { accuracy, loss } = await this.#net.evaluate(this.#data.validation);
    const state = await this.#net.getState();
    const { steps, seconds } = this.#pace;
    this.#pace = { steps: 0, seconds: 0 };
    return {
      step: this.#step,
      validationAccuracy: accuracy,
      validationLoss: loss,
      batchLoss: this.#batchLoss,
      layers: this.#layerFrames(state),
      guesses: await this.guess(this.#data.gallery),
      stepsPerSecond: steps > 0 ? steps / seconds : undefined,
    };
  }

  /** Ten probabilities an image. */
  async guess(images: Examples | Float32Array | Uint8Array): Promise<Float32Array> {
    return softmax(await this.#net.predict(images));
  }

  async test(images: Examples): Promise<number> {
    return (await this.#net.evaluate(images)).accuracy;
  }

  async getState(): Promise<NetworkState> {
    return this.#net.getState();
  }

  dispose(): void {
    this.#net.dispose();
  }

  async #train(step: number, isInterrupted: () => boolean): Promise<void> {
    const trainingBatches = step - this.#step;
    if (trainingBatches <= 0) return;
    const { learningRate, batchSize } = this.#settings;
    const from = this.#step;
    let seconds = 0;
    const options = { learningRate, batchSize, trainingBatches, batchesPerSample: trainingBatches };
    for await (const progress of this.#net.train(this.#stream, options)) {
      this.#step = from + progress.step;
      this.#batchLoss = progress.loss ?? this.#batchLoss;
      seconds = progress.trainingSeconds;
      if (isInterrupted()) break;
    }
    this.#pace = { steps: this.#pace.steps + this.#step - from, seconds: this.#pace.seconds + seconds };
  }

  #layerFrames(state: NetworkState): LayerFrame[] {
    const { epsilon } = this.#net.description;
    const probes = probeLayers(state, { ...this.#settings, epsilon }, this.#probe);
    return state.layers.map(({ gamma, beta }, index) => ({
      ...probes[index],
      gradientNorm: this.#gradientNorms?.[index],
      gamma: gamma && quantilesOf(gamma),
      beta: beta && quantilesOf(beta),
    }));
  }
}

/** As many images as a look into the layers has time for, from 20 to 100. */
function probeCount(settings: PlaygroundSettings, available: number): number {
  const sizes = layerSizes(settings);
  const products = sizes.slice(1).reduce((sum, size, index) => sum + size * sizes[index]!, 0);
  return Math.min(available, Math.max(20, Math.min(100, Math.floor(PROBE_PRODUCTS / products))));
}
