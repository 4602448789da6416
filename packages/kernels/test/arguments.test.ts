import { describe, expect, test } from '@jest/globals';
import { ArgumentError, CompiledNetwork, NetworkWorker, type NetworkShape } from '../src';
import { randomExamples, randomValues } from './helpers/arbitrary-network';

const shape: NetworkShape = {
  layerSizes: [5, 4, 3],
  activation: 'relu',
  batchNorm: true,
  placement: 'before-activation',
  momentum: 0.9,
  epsilon: 1e-3,
  optimizer: { kind: 'sgd', momentum: 0 },
};
const values = randomValues(shape, 1);
const examples = randomExamples(shape, { count: 6, seed: 1, kind: 'bytes' });
const indices = Uint32Array.of(0, 1, 2);
const training = { batchSize: 2, learningRate: 0.1 };

// Calls as JavaScript makes them, where no compiler looks.
type Call = (...args: unknown[]) => unknown;
const networks = { CompiledNetwork, NetworkWorker } as unknown as Record<string, { create: Call }>;

/** Per function: a misspelt option, a missing argument, a value of a wrong type, each with its message. */
const refused: [method: string, args: unknown[], message: string][] = [
  [
    'create',
    [{ ...shape, batchnorm: false }, values],
    'unknown option "batchnorm". Did you mean "batchNorm"?',
  ],
  [
    'create',
    [{ ...shape, optimizer: { kind: 'sgd', momentum: 0, nesterov: true } }, values],
    'unknown option "nesterov". The options are kind, momentum.',
  ],
  ['create', [shape, values, { input: 'sparse' }], 'unknown option "input". Did you mean "inputs"?'],
  ['create', [shape, values, { thread: 2 }], 'unknown option "thread". Did you mean "threads"?'],
  ['create', [shape, values, { threads: 0 }], 'threads must be an integer from 1 to 64, or "auto", got 0'],
  [
    'create',
    [shape, values, { threads: 1.5 }],
    'threads must be an integer from 1 to 64, or "auto", got 1.5',
  ],
  [
    'create',
    [shape, values, { threads: 'all' }],
    'threads must be an integer from 1 to 64, or "auto", got "all"',
  ],
  ['create', [], 'shape must be an object { layerSizes, activation,'],
  [
    'create',
    [{}, values],
    'shape.layerSizes must be two or more positive integers, inputs first, got undefined',
  ],
  ['create', [{ ...shape, optimizer: 'adam' }, values], 'shape.optimizer.kind must be one of "sgd", "adam"'],
  ['create', [{ ...shape, batchNorm: 'yes' }, values], 'shape.batchNorm must be true or false, or a list'],
  ['create', [{ ...shape, momentum: '0.9' }, values], 'shape.momentum must be a number in [0, 1], got "0.9"'],
  ['create', [shape], 'values must be an object { step, layers }, got undefined'],
  ['create', [shape, { step: 0, layers: [null, null] }], 'values.layers[0] must be an object'],
  [
    'create',
    [shape, { step: 0, layers: [{}, {}] }],
    'values.layers[0].weights.values must hold 20 values, got none',
  ],
  ['train', [examples, indices, { ...training, batchsize: 2 }], 'unknown option "batchsize"'],
  ['train', [examples, indices], 'options must be an object { batchSize, learningRate'],
  ['train', [examples, indices, { batchSize: 2 }], 'learningRate must be a finite number, got undefined'],
  [
    'train',
    [undefined, indices, training],
    'examples must be an object { count, inputSize, inputs, labels }',
  ],
  ['train', [examples, [0, 1], training], 'indices must be a Uint32Array, got an array; make one with'],
  ['observe', [examples, indices, { bin: 3 }], 'unknown option "bin". Did you mean "bins"?'],
  ['observe', [], 'examples must be an object'],
  ['observe', [examples], 'indices must be a Uint32Array, got undefined'],
  [
    'observe',
    [examples, indices, { quantiles: 0.5 }],
    'quantiles must be an array of shares in [0, 1], got 0.5',
  ],
  ['observe', [examples, indices, { quantiles: [2] }], 'quantiles[0] must be a number in [0, 1], got 2'],
  ['observe', [examples, indices, { bins: 0 }], 'bins must be an integer of at least 1, got 0'],
  ['evaluate', [], 'examples must be an object'],
  ['evaluate', [examples], 'statistics must be one of "population", "batch", got undefined'],
  ['evaluate', [{ ...examples, inputs: [1] }, 'batch'], 'examples.inputs must be a Uint8Array'],
  ['predict', [], 'examples must be an object'],
  ['predict', [examples, 'moving'], 'statistics must be one of "population", "batch", got "moving"'],
  [
    'predict',
    ['digits', 'batch'],
    'examples must be an object { count, inputSize, inputs, labels }, got "digits"',
  ],
  ['setState', [], 'values must be an object { step, layers }, got undefined'],
  [
    'setState',
    [{ step: 0.5, layers: values.layers }],
    'values.step must be an integer of at least 0, got 0.5',
  ],
];

async function refusal(call: () => unknown): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    return error;
  }
}

describe.each(['CompiledNetwork', 'NetworkWorker'])('%s refuses', (name) => {
  test.each(refused)('in %s %j', async (method, args, message) => {
    const type = networks[name]!;
    const network = method === 'create' ? type : ((await type.create(shape, values)) as object);
    try {
      const error = await refusal(() => (network as unknown as Record<string, Call>)[method]!(...args));
      expect(error).toBeInstanceOf(ArgumentError);
      const text = (error as Error).message;
      expect(text).toContain(message);
      expect(text).toMatch(new RegExp(`^${name}\\.${method}: `));
    } finally {
      if ('terminate' in network) (network.terminate as Call)();
    }
  });
});

const steps: [args: unknown[], message: string][] = [
  [[], 'CompiledNetwork.trainStep: examples must be an object'],
  [[examples], 'CompiledNetwork.trainStep: indices must be a Uint32Array, got undefined'],
  [[examples, indices], 'CompiledNetwork.trainStep: learningRate must be a finite number, got undefined'],
  [[examples, indices, '0.1'], 'CompiledNetwork.trainStep: learningRate must be a finite number, got "0.1"'],
];
test.each(steps)('CompiledNetwork.trainStep refuses %j', async (args, message) => {
  const network = await CompiledNetwork.create(shape, values);
  const step = network.trainStep.bind(network) as unknown as Call;
  expect(() => step(...args)).toThrow(ArgumentError);
  expect(() => step(...args)).toThrow(message);
});

test.each<[object, string]>([
  [{ onProgress: 'yes' }, 'NetworkWorker.train: onProgress must be a function, got "yes"'],
  [{ signal: true }, 'NetworkWorker.train: signal must be an AbortSignal, got true'],
])('NetworkWorker.train refuses %j', async (option, message) => {
  const worker = await NetworkWorker.create(shape, values);
  const train = worker.train.bind(worker) as unknown as Call;
  try {
    await expect(train(examples, indices, { ...training, ...option })).rejects.toThrow(message);
  } finally {
    worker.terminate();
  }
});
