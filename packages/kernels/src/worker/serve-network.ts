import { CompiledNetwork } from '../network/compiled-network';
import type { LabelledInputs } from '../network/data-set';
import type { Answer, AnswerMessage, CallMessage, CallName, Request, TrainedBatches } from './messages';

type Handlers = { [Name in CallName]: (request: Request<Name>) => Answer<Name> | Promise<Answer<Name>> };

/** Answers the calls of a `NetworkWorker`, one after another, with a network of its own. */
export function serveNetwork(): (message: CallMessage) => Promise<AnswerMessage> {
  let network: CompiledNetwork | undefined;
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
    train: ({ key, ...rest }) => trainBatches(running(), examplesOf(key), rest),
    observe: ({ key, indices, options }) => running().observe(examplesOf(key), indices, options),
    evaluate: ({ key, statistics }) => running().evaluate(examplesOf(key), statistics),
    predict: ({ examples, statistics }) => running().predict(examples, statistics),
    getState: () => running().getState(),
    setState: (values) => running().setState(values),
  };
  return async ({ id, name, request }) => {
    try {
      const handler = handlers[name] as (request: unknown) => unknown;
      return { id, answer: await handler(request) };
    } catch (error) {
      return { id, error };
    }
  };
}

function trainBatches(
  network: CompiledNetwork,
  examples: LabelledInputs,
  { indices, batchSize, learningRate }: Omit<Request<'train'>, 'key'>,
): TrainedBatches {
  const start = performance.now();
  let [loss, diverged] = [NaN, false];
  for (let at = 0; at < indices.length; at += batchSize) {
    loss = network.trainStep(examples, indices.subarray(at, at + batchSize), learningRate);
    diverged ||= !Number.isFinite(loss);
  }
  return { loss, diverged, seconds: (performance.now() - start) / 1000 };
}
