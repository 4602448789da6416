import { ArgumentError } from '@bnlab/arguments';
import { CompiledGraph } from '../graph/compiled-graph';
import { CompiledNetwork, type InferenceStatistics } from '../network/compiled-network';
import type { GraphObservation } from '../graph/graph-observation';
import type { Observation, ObservationOptions } from '../network/observation';
import { trainBatches, type Trainable } from '../network/train-batches';
import type { ThreadUse } from '../threads/network-threads';
import type {
  Answer,
  AnswerMessage,
  CallMessage,
  CallName,
  CancelMessage,
  Request,
  WorkerExamples,
  WorkerValues,
} from './messages';
import { trainInSlices } from './train-in-slices';

type Handlers = {
  [Name in CallName]: (request: Request<Name>, id: number) => Answer<Name> | Promise<Answer<Name>>;
};

/** A network of either kind, with examples and values of its kind: `create` or `createGraph` has settled which. */
interface ServedNetwork extends Trainable<WorkerExamples> {
  observe(
    examples: WorkerExamples,
    indices: Uint32Array,
    options?: ObservationOptions,
  ): Observation | GraphObservation;
  evaluate(examples: WorkerExamples, statistics: InferenceStatistics): { accuracy: number; loss: number };
  predict(examples: WorkerExamples, statistics: InferenceStatistics): Float32Array;
  readonly threads?: ThreadUse;
  getState(): WorkerValues;
  setState(values: WorkerValues): void;
}

/**
 * Answers the calls of a `NetworkWorker` or a `GraphWorker` in their order, with a network of its own.
 *
 * @returns The handler of incoming messages.
 */
export function serveNetwork(
  post: (message: AnswerMessage) => void,
): (message: CallMessage | CancelMessage) => void {
  let network: ServedNetwork | undefined;
  const cancelled = new Set<number>();
  const sets = new Map<number, WorkerExamples>();
  const running = () => {
    if (!network) throw new Error('the worker has no network yet');
    return network;
  };
  const examplesOf = (key: number) => sets.get(key)!;
  const handlers: Handlers = {
    create: async ({ shape, values, options }) => {
      network = await CompiledNetwork.create(shape, values, options);
    },
    createGraph: async ({ description, options }) => {
      network = await CompiledGraph.create(description, options);
    },
    addExamples: ({ key, examples }) => void sets.set(key, examples),
    forgetExamples: ({ key }) => void sets.delete(key),
    train: ({ key, indices, inSlices, ...training }, id) =>
      inSlices
        ? trainInSlices(running(), examplesOf(key), indices, training, {
            onProgress: (progress) => post({ id, progress }),
            isCancelled: () => cancelled.delete(id),
          })
        : trainBatches(running(), examplesOf(key), indices, training),
    observe: ({ key, indices, options }) => running().observe(examplesOf(key), indices, options),
    evaluate: ({ key, statistics }) => running().evaluate(examplesOf(key), statistics),
    predict: ({ examples, statistics }) => running().predict(examples, statistics),
    getThreads: () => running().threads!,
    getState: () => running().getState(),
    setState: (values) => running().setState(values),
  };
  const answer = async ({ id, name, request }: CallMessage): Promise<AnswerMessage> => {
    try {
      const handler = handlers[name] as (request: unknown, id: number) => unknown;
      return { id, answer: await handler(request, id) };
    } catch (error) {
      if (error instanceof ArgumentError) return { id, refusal: withoutFunction(error.message) };
      return { id, error };
    }
  };
  let last = Promise.resolve();
  return (message) => {
    if ('cancel' in message) cancelled.add(message.cancel);
    else last = last.then(() => answer(message)).then(post);
  };
}

/** The message of a refusal, without the name of the function that refuses. */
function withoutFunction(message: string): string {
  return message.slice(message.indexOf(': ') + 2);
}
