import type { CompiledGraph, GraphExamples } from '@bnlab/kernels';
import type { Evaluation, Losses, Statistics, TrainingEngine } from '../neural-net/engine';

/** Lets the loop of training run a network of any layers. */
export class GraphEngine implements TrainingEngine<GraphExamples> {
  readonly graph: CompiledGraph;
  /** Of the steps since this was last set to zeros: losses times examples, and examples. */
  sums = { loss: 0, examples: 0 };
  #loss = NaN;
  #diverged = false;

  constructor(graph: CompiledGraph) {
    this.graph = graph;
  }

  get step(): number {
    return this.graph.step;
  }

  trainStep(examples: GraphExamples, indices: Uint32Array, learningRate: number): void {
    this.#loss = this.graph.trainStep(examples, indices, learningRate);
    this.#diverged ||= !Number.isFinite(this.#loss);
    this.sums.loss += this.#loss * indices.length;
    this.sums.examples += indices.length;
  }

  async readLosses(): Promise<Losses> {
    const losses = { loss: this.#loss, diverged: this.#diverged };
    this.#diverged = false;
    return Promise.resolve(losses);
  }

  async evaluate(examples: GraphExamples, statistics: Statistics): Promise<Evaluation> {
    return Promise.resolve(this.graph.evaluate(examples, statistics));
  }

  keepState(): Promise<() => void> {
    const state = this.graph.getState();
    return Promise.resolve(() => this.graph.setState(state));
  }
}
