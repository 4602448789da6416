import { ArgumentError } from '@bnlab/arguments';
import { CompiledNetwork } from '../network/compiled-network';
import type { LabelledInputs } from '../network/data-set';
import type { Answer, AnswerMessage, CallMessage, CallName, CancelMessage, Request } from './messages';
import { trainInSlices } from './train-in-slices';

type Handlers = {
  [Name in CallName]: (request: Request<Name>, id: number) => Answer<Name> | Promise<Answer<Name>>;
};

/**
 * Answers the calls of a `NetworkWorker` in their order, with a network of its own.
 *
 * @returns The handler of incoming messages.
 */
export function serveNetwork(
  post: (message: AnswerMessage) => void,
): (message: CallMessage | CancelMessage) => void {
  let network: CompiledNetwork | undefined;
  const cancelled = new Set<number>();
  const sets = new Map<number, LabelledInputs>();
  const running = () => {
    if (!network) throw new Error('NetworkWorker: the network has not been created yet');
    return network;
  };
  const examplesOf = (key: number) => sets.get(key)!;
  const handlers: Handlers = {
    create: async ({ shape, values, inputs }) => {
      network = await CompiledNetwork.create(shape, values, { inputs });
    },
    addExamples: ({ key, examples }) => void sets.set(key, examples),
    train: ({ key, indices, inSlices, ...training }, id) =>
      inSlices
        ? trainInSlices(running(), examplesOf(key), indices, training, {
            onProgress: (progress) => post({ id, progress }),
            isCancelled: () => cancelled.delete(id),
          })
        : running().train(examplesOf(key), indices, training),
    observe: ({ key, indices, options }) => running().observe(examplesOf(key), indices, options),
    evaluate: ({ key, statistics }) => running().evaluate(examplesOf(key), statistics),
    predict: ({ examples, statistics }) => running().predict(examples, statistics),
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
