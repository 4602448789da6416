import type {
  CompiledGraph,
  GraphExamples,
  GraphObservation,
  GraphValues,
  ObservationOptions,
} from '@bnlab/kernels';
import type { Evaluation, Losses, Statistics } from '../neural-net/engine';
import type { LayeredEngine, StepSums } from './layered-engine';

/** Runs a network of any layers on `@bnlab/kernels`. */
export class GraphEngine implements LayeredEngine {
  readonly name = 'compiled';
  readonly backend = 'wasm';
  sums: StepSums | undefined;
  #graph: CompiledGraph | undefined;
  #loss = NaN;
  #diverged = false;

  constructor(graph: CompiledGraph) {
    this.#graph = graph;
  }

  get step(): number {
    return this.#graph!.step;
  }

  trainStep(examples: GraphExamples, indices: Uint32Array, learningRate: number): void {
    const graph = this.#graph!;
    graph.countsHits = this.sums !== undefined;
    this.#loss = graph.trainStep(examples, indices, learningRate);
    this.#diverged ||= !Number.isFinite(this.#loss);
    if (!this.sums) return;
    this.sums.loss += this.#loss * indices.length;
    this.sums.hits += graph.hits;
    this.sums.examples += indices.length;
  }

  readLosses(): Promise<Losses> {
    const losses = { loss: this.#loss, diverged: this.#diverged };
    this.#diverged = false;
    return Promise.resolve(losses);
  }

  async evaluate(examples: GraphExamples, statistics: Statistics): Promise<Evaluation> {
    return Promise.resolve(this.#graph!.evaluate(examples, statistics));
  }

  async predict(examples: GraphExamples, statistics: Statistics): Promise<Float32Array> {
    return Promise.resolve(this.#graph!.predict(examples, statistics));
  }

  async observe(
    examples: GraphExamples,
    indices: Uint32Array,
    options: ObservationOptions,
  ): Promise<GraphObservation> {
    return Promise.resolve(this.#graph!.observe(examples, indices, options));
  }

  async recalibrate(examples: GraphExamples, options: { keep: number }): Promise<void> {
    return Promise.resolve(this.#graph!.recalibrate(examples, options));
  }

  async getState(): Promise<GraphValues> {
    return Promise.resolve(this.#graph!.getState());
  }

  setState(values: GraphValues): void {
    this.#graph!.setState(values);
  }

  keepState(): Promise<() => void> {
    const state = this.#graph!.getState();
    return Promise.resolve(() => this.setState(state));
  }

  /** Lets go of the memory; it is freed with the garbage. */
  dispose(): void {
    this.#graph = undefined;
  }
}
