import type { GraphExamples, GraphObservation, GraphValues, ObservationOptions } from '@bnlab/kernels';
import type { EngineName, Statistics, TrainingEngine } from '../neural-net/engine';

/** The sums of the results of steps. */
export interface StepSums {
  /** Each step's mean loss times its examples. */
  loss: number;
  /** Examples that were right before their step; NaN where the loss knows no right. */
  hits: number;
  examples: number;
}

/** Runs a network of any layers. `LayeredNet` checks arguments; an engine may trust them. */
export interface LayeredEngine extends TrainingEngine<GraphExamples> {
  readonly name: EngineName;
  /** Where it runs, for example `'wasm'`. */
  readonly backend: string;
  /** Where it is set: of the steps since then whose losses were read. */
  sums: StepSums | undefined;
  /** The outputs before any softmax, row by row. */
  predict(examples: GraphExamples, statistics: Statistics): Promise<Float32Array>;
  observe(
    examples: GraphExamples,
    indices: Uint32Array,
    options: ObservationOptions,
  ): Promise<GraphObservation>;
  recalibrate(examples: GraphExamples, options: { keep: number }): Promise<void>;
  getState(): Promise<GraphValues>;
  setState(values: GraphValues): void;
  /** Why the engine cannot run any more, if what it holds was taken from outside. */
  whyUnusable?(): string | undefined;
  dispose(): void;
}
