import {
  CompiledNetwork,
  supportsCompiledNetworks,
  type Observation,
  type ObservationOptions,
} from '@bnlab/kernels';
import type { Engine, Evaluation, Losses, Statistics } from './engine';
import type { Examples } from './examples';
import type { NetworkDescription } from './network-description';
import type { NetworkState } from './network-state';

/** Labels are bytes. */
const MOST_CLASSES = 256;

/** Why the compiled engine cannot run a network here; undefined when it can. */
export function whyNotCompiled({ layerSizes }: NetworkDescription): string | undefined {
  if (!supportsCompiledNetworks())
    return "WebAssembly SIMD does not run here, or the page's content security policy lacks 'wasm-unsafe-eval'";
  const classes = layerSizes.at(-1)!;
  if (classes > MOST_CLASSES)
    return `it knows ${MOST_CLASSES} classes at most, and the network has ${classes}`;
  return undefined;
}

/** Runs a network on `@bnlab/kernels`: each training step is one WebAssembly call. */
export class CompiledEngine implements Engine {
  readonly name = 'compiled';
  readonly backend = 'wasm';
  #network: CompiledNetwork | undefined;
  #loss = NaN;
  #diverged = false;

  private constructor(network: CompiledNetwork) {
    this.#network = network;
  }

  static async create(
    description: NetworkDescription,
    state: NetworkState,
    threads: number | 'auto',
  ): Promise<CompiledEngine> {
    return new CompiledEngine(await CompiledNetwork.create(description, state, { threads }));
  }

  get step(): number {
    return this.#network!.step;
  }

  trainStep(examples: Examples, indices: Uint32Array, learningRate: number): void {
    this.#loss = this.#network!.trainStep(examples, indices, learningRate);
    this.#diverged ||= !Number.isFinite(this.#loss);
  }

  readLosses(): Promise<Losses> {
    const losses = { loss: this.#loss, diverged: this.#diverged };
    this.#diverged = false;
    return Promise.resolve(losses);
  }

  async evaluate(examples: Examples, statistics: Statistics): Promise<Evaluation> {
    return Promise.resolve(this.#network!.evaluate(examples, statistics));
  }

  async predict(examples: Examples, statistics: Statistics): Promise<Float32Array> {
    return Promise.resolve(this.#network!.predict(examples, statistics));
  }

  async observe(examples: Examples, indices: Uint32Array, options: ObservationOptions): Promise<Observation> {
    return Promise.resolve(this.#network!.observe(examples, indices, options));
  }

  async getState(): Promise<NetworkState> {
    return Promise.resolve(this.#network!.getState());
  }

  setState(state: NetworkState): void {
    this.#network!.setState(state);
  }

  keepState(): Promise<() => void> {
    const state = this.#network!.getState();
    return Promise.resolve(() => this.setState(state));
  }

  /** Ends the threads and lets go of the memory; it is freed with the garbage. */
  dispose(): void {
    this.#network?.dispose();
    this.#network = undefined;
  }
}
