import type { CompiledGraph, GraphExamples, LearningRate } from '@bnlab/kernels';
import type { Evaluation, Losses, Statistics, TrainingEngine } from '../neural-net/engine';

/** Lets the loop of training run a network of any layers. */
export class GraphEngine implements TrainingEngine<GraphExamples> {
  readonly graph: CompiledGraph;
  /** In place of a fixed learning rate. */
  schedule: LearningRate | undefined;
  /** Of the steps since this was last set to zeros: losses times examples, and examples. */
  sums = { loss: 0, examples: 0 };
  #loss = NaN;
  #diverged = false;

  constructor(graph: CompiledGraph) {
    this.graph = graph;
  }

  trainStep(examples: GraphExamples, indices: Uint32Array, learningRate: number): void {
    const rate = this.schedule?.(this.graph.step + 1) ?? learningRate;
    this.#loss = this.graph.trainStep(examples, indices, rate);
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
}
