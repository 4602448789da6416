import type { Observation, ObservationOptions } from '@bnlab/kernels';
import type { Examples } from './examples';
import type { NetworkState } from './network-state';

/** Which mean and variance batch norm uses at inference: the population's, as it should, or the batch's own. */
export type Statistics = 'population' | 'batch';

/** The engine of a network: the WebAssembly kernels of `@bnlab/kernels`, or TensorFlow.js on any of its backends. */
export type EngineName = 'compiled' | 'tfjs';

/** How well a network does on some examples. */
export interface Evaluation {
  /** Share of the examples whose class got the largest logit, in [0, 1]; NaN where a loss knows no right and wrong. */
  accuracy: number;
  /** Mean loss; of a cross-entropy in nats. */
  loss: number;
}

/** The losses of some training steps, each of its batch before its update. */
export interface Losses {
  /** The last one's. */
  readonly loss: number;
  /** Whether any was not a finite number. */
  readonly diverged: boolean;
}

/** An engine as {@link train} uses it: one step at a time. */
export interface TrainingEngine<Data = Examples> {
  /** Steps of the optimizer so far, in all trainings. */
  readonly step: number;
  /** One step of the optimizer on the mean loss of the examples at `indices`. */
  trainStep(examples: Data, indices: Uint32Array, learningRate: number): void;
  /** The losses of the steps since the last call, of which there must be one; waits until they are done. */
  readLosses(): Promise<Losses>;
  /** The mean loss and the accuracy over the examples, normalized with these statistics. */
  evaluate(examples: Data, statistics: Statistics): Promise<Evaluation>;
  /** Remembers everything that training changes. Returns a function that puts it back. */
  keepState(): Promise<() => void>;
}

/** Runs a network that a `NetworkDescription` defines. `NeuralNet` checks arguments; an engine may trust them. */
export interface Engine extends TrainingEngine {
  readonly name: EngineName;
  /** Where it runs, for example `'wasm'`. */
  readonly backend: string;
  /** Logits, [examples, classes] row by row. */
  predict(examples: Examples, statistics: Statistics): Promise<Float32Array>;
  /** The observation of a step; absent where the engine cannot tell. */
  observe?(examples: Examples, indices: Uint32Array, options: ObservationOptions): Promise<Observation>;
  getState(): Promise<NetworkState>;
  setState(state: NetworkState): void;
  /** Why the engine cannot run any more, if what it holds was taken from outside. */
  whyUnusable?(): string | undefined;
  dispose(): void;
}
