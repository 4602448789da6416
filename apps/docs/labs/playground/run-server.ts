import { digestState } from '@bnlab/layers';
import type { DigitSource } from './digit-source';
import type { FromWorker, ToWorker } from './messages';
import { NetworkRun } from './network-run';
import type { PlaygroundSettings } from './settings';

/** Digits whose guesses are shown. */
const GALLERY = 20;

type Order = Extract<ToWorker, { type: 'target' | 'goTo' }>;

/** Does what the page asks of one network, one thing at a time; training goes on between two requests. */
export class RunServer {
  readonly #digits: DigitSource;
  readonly #send: (message: FromWorker) => void;
  #number = 0;
  #settings: PlaygroundSettings | undefined;
  #run: NetworkRun | undefined;
  #order: Order | undefined;
  /** A drawing that waits for its guess; a later one takes its place. */
  #pixels: Uint8Array | undefined;
  /** The step of the last frame: a network is not looked at twice. */
  #measuredAt = 0;
  #isBusy = false;

  constructor(digits: DigitSource, send: (message: FromWorker) => void) {
    this.#digits = digits;
    this.#send = send;
  }

  handle(message: Exclude<ToWorker, { type: 'connect' }>): void {
    if (message.type === 'create') return void this.#create(message);
    if (message.run !== this.#number) return;
    if (message.type === 'guess') this.#pixels = message.pixels;
    else this.#order = message;
    void this.#work();
  }

  async #create({ run: number, settings, normalized }: Extract<ToWorker, { type: 'create' }>): Promise<void> {
    this.#number = number;
    this.#settings = settings;
    this.#order = this.#pixels = undefined;
    this.#run?.dispose();
    this.#run = undefined;
    try {
      const { train, validation } = await this.#digits.learning(settings.trainingImages);
      const gallery = validation.slice(0, GALLERY);
      const run = await NetworkRun.create(settings, normalized, { train, validation, gallery });
      const frame = await run.measure();
      if (number !== this.#number) return run.dispose();
      this.#run = run;
      this.#measuredAt = 0;
      const digits = { pixels: gallery.inputs.slice(), labels: gallery.labels.slice() };
      this.#send({ type: 'ready', run: number, engine: run.engine, gallery: digits, frame });
      void this.#work();
    } catch (error) {
      this.#fail(number, error);
    }
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    while (this.#run && (this.#pixels || this.#order)) {
      const number = this.#number;
      try {
        await this.#next(this.#run);
      } catch (error) {
        this.#fail(number, error);
      }
    }
    this.#isBusy = false;
  }

  async #next(run: NetworkRun): Promise<void> {
    const number = this.#number;
    if (this.#pixels) {
      const pixels = this.#pixels;
      this.#pixels = undefined;
      return this.#send({ type: 'guessed', run: number, probabilities: await run.guess(pixels) });
    }
    const order = this.#order!;
    const isInterrupted = () => this.#order !== order || this.#pixels !== undefined;
    if (order.type === 'goTo') await run.goTo(order.step, isInterrupted);
    else if (run.step < order.step) return this.#train(run, order, isInterrupted);
    if (isInterrupted()) return;
    if (this.#measuredAt !== run.step) await this.#measure(run, number);
    if (isInterrupted()) return;
    this.#order = undefined;
    this.#send({ type: 'reached', run: number, order: order.order, step: run.step });
    if (order.type === 'target' && run.step === this.#settings!.trainingBatches) await this.#test(run);
  }

  /** On to the next step that is measured, or to the order's. */
  async #train(run: NetworkRun, { step }: Order, isInterrupted: () => boolean): Promise<void> {
    const number = this.#number;
    const { batchesPerSample } = this.#settings!;
    const sample = (Math.floor(run.step / batchesPerSample) + 1) * batchesPerSample;
    const next = Math.min(step, sample);
    await run.trainTo(next, isInterrupted);
    if (run.step === next && number === this.#number) await this.#measure(run, number);
  }

  async #measure(run: NetworkRun, number: number): Promise<void> {
    this.#measuredAt = run.step;
    this.#send({ type: 'frame', run: number, frame: await run.measure() });
  }

  async #test(run: NetworkRun): Promise<void> {
    const number = this.#number;
    const images = await this.#digits.test();
    // The page may have gone on meanwhile.
    if (number !== this.#number || this.#order) return;
    const accuracy = await run.test(images);
    const digest = canDigest() ? await digestState(await run.getState()) : undefined;
    this.#send({ type: 'tested', run: number, accuracy, digest });
  }

  #fail(number: number, error: unknown): void {
    // What a network that is gone was doing is of no interest.
    if (number !== this.#number) return;
    this.#order = undefined;
    this.#send({ type: 'failed', run: number, message: (error as Error).message });
  }
}

/** Browsers compute no digests in pages that came over an insecure connection. */
function canDigest(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}
