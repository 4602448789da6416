import type { Frame } from './frame';
import type { FromWorker, Gallery, ToWorker } from './messages';
import type { PlaygroundSettings } from './settings';

/** As much of a `Worker` as a session uses. */
export interface NetworkWorker {
  postMessage(message: ToWorker): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
}

export type Phase =
  'idle' | 'loading' | 'ready' | 'running' | 'pausing' | 'seeking' | 'paused' | 'finished' | 'failed';

/** What is known of one network. */
export interface NetworkView {
  /** Where it is, as far as it has said. */
  step: number;
  /** By step. */
  frames: readonly Frame[];
  engine: string | undefined;
  test: number | undefined;
  digest: string | undefined;
  /** The guess about the drawn digit. */
  drawn: Float32Array | undefined;
}

const newNetwork: NetworkView = {
  step: 0,
  frames: [],
  engine: undefined,
  test: undefined,
  digest: undefined,
  drawn: undefined,
};

/** The first network is the one without batch norm. */
export type Pair<T> = readonly [T, T];

export interface SessionView {
  phase: Phase;
  networks: Pair<NetworkView>;
  gallery: Gallery | undefined;
  loading: { loaded: number; total: number } | undefined;
  failure: string | undefined;
}

/**
 * Trains two networks in two workers, abreast: neither gets more than two measurements ahead, and wherever they stop
 * they have seen the same batches.
 */
export class PlaygroundSession {
  readonly #workers: Pair<NetworkWorker>;
  readonly #onChange: () => void;
  #settings: PlaygroundSettings | undefined;
  #run = 0;
  #order = 0;
  /** The order that each worker still has to report on. */
  #pending: [number | undefined, number | undefined] = [undefined, undefined];
  #targets: [number, number] = [0, 0];
  #view: SessionView = emptyView();

  constructor(workers: Pair<NetworkWorker>, onChange: () => void) {
    this.#workers = workers;
    this.#onChange = onChange;
    workers.forEach((worker, index) => {
      worker.onmessage = ({ data }) => this.#receive(index as 0 | 1, data);
    });
  }

  get view(): SessionView {
    return this.#view;
  }

  /** New networks from their starting weights; what was trained is gone. */
  create(settings: PlaygroundSettings): void {
    this.#settings = settings;
    this.#run += 1;
    this.#pending = [undefined, undefined];
    this.#targets = [0, 0];
    this.#view = { ...emptyView(), phase: 'loading' };
    const normalized: Pair<readonly boolean[]> = [settings.hidden.map(() => false), settings.normalized];
    this.#workers.forEach((worker, i) =>
      worker.postMessage({ type: 'create', run: this.#run, settings, normalized: normalized[i]! }),
    );
    this.#onChange();
  }

  /** Trains on from where the networks are. */
  start(): void {
    if (this.#view.phase !== 'ready' && this.#view.phase !== 'paused') return;
    const [{ step }] = this.#view.networks;
    const isDone = step >= this.#settings!.trainingBatches;
    // What came after will come again, the same.
    this.#setNetworks((network) => ({
      ...network,
      frames: network.frames.filter((frame) => frame.step <= step),
      ...(isDone ? {} : { test: undefined, digest: undefined }),
    }));
    this.#targets = [step, step];
    this.#enter(isDone ? 'finished' : 'running');
    this.#goOn();
  }

  pause(): void {
    if (this.#view.phase !== 'running') return;
    this.#enter('pausing');
    this.#command('target', 0);
  }

  /** Trains both networks on one more batch. */
  stepOnce(): void {
    if (this.#view.phase !== 'ready' && this.#view.phase !== 'paused') return;
    const [{ step }] = this.#view.networks;
    if (step >= this.#settings!.trainingBatches) return;
    this.#enter('pausing');
    this.#command('target', step + 1);
  }

  /** Takes both networks to a step, back too. */
  goTo(step: number): void {
    if (['idle', 'loading', 'failed'].includes(this.#view.phase)) return;
    this.#enter('seeking');
    this.#command('goTo', step);
  }

  /** Asks both networks what a drawing is, 28 x 28 bytes; the answers come into the view. */
  guess(pixels: Uint8Array): void {
    for (const worker of this.#workers) worker.postMessage({ type: 'guess', run: this.#run, pixels });
  }

  #receive(index: 0 | 1, message: FromWorker): void {
    if (message.type === 'loading') {
      this.#view = { ...this.#view, loading: { loaded: message.loaded, total: message.total } };
      return this.#onChange();
    }
    if (message.run !== this.#run) return;
    switch (message.type) {
      case 'ready':
        return this.#receiveReady(index, message);
      case 'frame':
        this.#update(index, { step: message.frame.step, frames: this.#withFrame(index, message.frame) });
        break;
      case 'reached':
        this.#receiveReached(index, message);
        break;
      case 'guessed':
        this.#update(index, { drawn: message.probabilities });
        break;
      case 'tested':
        this.#update(index, { test: message.accuracy, digest: message.digest });
        break;
      case 'failed':
        this.#view = { ...this.#view, failure: message.message };
        this.#enter('failed');
        break;
    }
    if (this.#view.phase === 'running') this.#goOn();
    this.#onChange();
  }

  #receiveReady(index: 0 | 1, message: Extract<FromWorker, { type: 'ready' }>): void {
    this.#update(index, { engine: message.engine, frames: [message.frame] });
    this.#view = { ...this.#view, gallery: message.gallery };
    if (this.#view.networks.every(({ engine }) => engine !== undefined)) this.#enter('ready');
    this.#onChange();
  }

  #receiveReached(index: 0 | 1, { order, step }: Extract<FromWorker, { type: 'reached' }>): void {
    if (this.#pending[index] !== order) return;
    this.#pending[index] = undefined;
    this.#update(index, { step });
    if (this.#pending.some((waiting) => waiting !== undefined)) return;
    const [one, other] = this.#view.networks.map((network) => network.step) as [number, number];
    const { phase } = this.#view;
    if (phase === 'running') {
      if (Math.min(one, other) >= this.#settings!.trainingBatches) this.#enter('finished');
      return;
    }
    if (phase !== 'pausing' && phase !== 'seeking') return;
    // Stopped at different steps: the one behind catches up.
    if (one !== other) return this.#command('target', Math.max(one, other));
    this.#enter('paused');
  }

  /** Lets each network train up to two measurements beyond the one that is behind. */
  #goOn(): void {
    const { batchesPerSample, trainingBatches } = this.#settings!;
    const behind = Math.min(...this.#view.networks.map(({ step }) => step));
    const target = (Math.floor(behind / batchesPerSample) + 2) * batchesPerSample;
    this.#workers.forEach((_, i) => this.#setTarget(i as 0 | 1, Math.min(target, trainingBatches)));
  }

  #setTarget(index: 0 | 1, step: number): void {
    if (step <= this.#targets[index]) return;
    this.#targets[index] = step;
    this.#pending[index] = ++this.#order;
    this.#workers[index].postMessage({ type: 'target', run: this.#run, order: this.#order, step });
  }

  #command(type: 'target' | 'goTo', step: number): void {
    this.#order += 1;
    this.#pending = [this.#order, this.#order];
    for (const worker of this.#workers)
      worker.postMessage({ type, run: this.#run, order: this.#order, step });
  }

  #withFrame(index: 0 | 1, frame: Frame): Frame[] {
    const others = this.#view.networks[index].frames.filter(({ step }) => step !== frame.step);
    return [...others, frame].sort((a, b) => a.step - b.step);
  }

  #update(index: 0 | 1, changes: Partial<NetworkView>): void {
    this.#setNetworks((network, i) => (i === index ? { ...network, ...changes } : network));
  }

  #setNetworks(change: (network: NetworkView, index: number) => NetworkView): void {
    const [without, withNorm] = this.#view.networks;
    this.#view = { ...this.#view, networks: [change(without, 0), change(withNorm, 1)] };
  }

  #enter(phase: Phase): void {
    this.#view = { ...this.#view, phase };
    this.#onChange();
  }
}

function emptyView(): SessionView {
  const networks: Pair<NetworkView> = [newNetwork, newNetwork];
  return { phase: 'idle', networks, gallery: undefined, loading: undefined, failure: undefined };
}
