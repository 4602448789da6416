import type { CompiledGraphOptions } from '../graph/compiled-graph';
import type { GraphExamples } from '../graph/examples';
import type { GraphObservation } from '../graph/graph-observation';
import type { GraphDescription, GraphValues } from '../graph/graph-description';
import type { CompiledNetworkOptions, InferenceStatistics } from '../network/compiled-network';
import type { LabelledInputs } from '../network/data-set';
import type { NetworkShape } from '../network/network-shape';
import type { NetworkValues } from '../network/network-values';
import type { Observation, ObservationOptions } from '../network/observation';
import type { BatchTraining, TrainedBatches } from '../network/train-batches';
import type { ThreadUse } from '../threads/network-threads';

/** Examples of either kind of network. */
export type WorkerExamples = LabelledInputs | GraphExamples;

/** The state of either kind of network. */
export type WorkerValues = NetworkValues | GraphValues;

/** The calls of a worker, with their answers. Examples are sent once, and named by a number afterwards. */
export interface WorkerCalls {
  create: [
    request: {
      shape: NetworkShape;
      values: NetworkValues;
      options: Pick<CompiledNetworkOptions, 'inputs' | 'threads'>;
    },
    answer: void,
  ];
  createGraph: [
    request: {
      description: GraphDescription;
      options: Pick<CompiledGraphOptions, 'values' | 'convolutions'>;
    },
    answer: void,
  ];
  addExamples: [request: { key: number; examples: WorkerExamples }, answer: void];
  forgetExamples: [request: { key: number }, answer: void];
  /** `indices` holds batch after batch. Training in slices reports its progress, and can be cancelled. */
  train: [
    request: BatchTraining & { key: number; indices: Uint32Array; inSlices: boolean },
    answer: TrainedBatches,
  ];
  observe: [
    request: { key: number; indices: Uint32Array; options?: ObservationOptions },
    answer: Observation | GraphObservation,
  ];
  evaluate: [
    request: { key: number; statistics: InferenceStatistics },
    answer: { accuracy: number; loss: number },
  ];
  predict: [request: { examples: WorkerExamples; statistics: InferenceStatistics }, answer: Float32Array];
  getThreads: [request: undefined, answer: ThreadUse];
  getState: [request: undefined, answer: WorkerValues];
  setState: [request: WorkerValues, answer: void];
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

/** Ends a training early. Its answer counts the steps made. */
export interface CancelMessage {
  cancel: number;
}

/**
 * A message back: the progress of a training, then the answer, or the problem that the call refuses, or its error.
 * A refusal travels as text, since a copy of an error keeps the names of JavaScript's own classes alone.
 */
export type AnswerMessage =
  | { id: number; progress: TrainedBatches }
  | { id: number; answer: unknown }
  | { id: number; refusal: string }
  | { id: number; error: unknown };
