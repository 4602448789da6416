import type { GraphExamples, GraphObservation, GraphValues, ObservationOptions } from '@bnlab/kernels';
import type { EngineName, Statistics, TrainingEngine } from '../neural-net/engine';

/** Runs a network of any layers. `LayeredNet` checks arguments; an engine may trust them. */
export interface LayeredEngine extends TrainingEngine<GraphExamples> {
  readonly name: EngineName;
  /** Where it runs, for example `'wasm'`. */
  readonly backend: string;
  /** Of the steps since this was last set to zeros whose losses were read: losses times examples, and examples. */
  sums: { loss: number; examples: number };
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
