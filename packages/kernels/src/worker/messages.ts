import type { CompiledNetworkOptions, InferenceStatistics } from '../network/compiled-network';
import type { LabelledInputs } from '../network/data-set';
import type { NetworkShape } from '../network/network-shape';
import type { NetworkValues } from '../network/network-values';
import type { Observation, ObservationOptions } from '../network/observation';

/** What a batch of training steps came to. */
export interface TrainedBatches {
  /** Loss of the last batch, before its step. */
  loss: number;
  /** Whether the loss of any of the batches was not finite. */
  diverged: boolean;
  /** Seconds that the steps took in the worker. */
  seconds: number;
}

/** What the worker can be asked, and what it answers. Data sets are sent once and named by a number afterwards. */
export interface WorkerCalls {
  create: [
    request: { shape: NetworkShape; values: NetworkValues; inputs?: CompiledNetworkOptions['inputs'] },
    answer: void,
  ];
  addExamples: [request: { key: number; examples: LabelledInputs }, answer: void];
  /** `indices` holds batch after batch of `batchSize`. */
  train: [
    request: { key: number; indices: Uint32Array; batchSize: number; learningRate: number },
    answer: TrainedBatches,
  ];
  observe: [
    request: { key: number; indices: Uint32Array; options?: ObservationOptions },
    answer: Observation,
  ];
  evaluate: [
    request: { key: number; statistics: InferenceStatistics },
    answer: { accuracy: number; loss: number },
  ];
  predict: [request: { examples: LabelledInputs; statistics: InferenceStatistics }, answer: Float32Array];
  getState: [request: undefined, answer: NetworkValues];
  setState: [request: NetworkValues, answer: void];
}

export type CallName = keyof WorkerCalls;
export type Request<Name extends CallName> = WorkerCalls[Name][0];
export type Answer<Name extends CallName> = WorkerCalls[Name][1];

/** A call on its way to the worker. */
export interface CallMessage {
  id: number;
  name: CallName;
  request: unknown;
}

/** What comes back: the answer, or the error that the call threw. */
export type AnswerMessage = { id: number; answer: unknown } | { id: number; error: unknown };
