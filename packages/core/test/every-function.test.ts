import { ArgumentError } from '@bnlab/arguments';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import * as core from '../src';
import * as spec from '../src/spec';
import * as tensors from '../src/spec/tensors';
import './support/backends';

interface PublicFunction {
  /** Calls the function. */
  call: (...values: never[]) => unknown;
  /** Arguments that it takes. Called within a tidy. */
  args: () => unknown[];
  /** Which of the arguments is the object of options, and the options that it may be given. */
  options?: { at: number; all: () => Record<string, unknown> };
  /** How many of the arguments a caller may leave out, counted from the last. */
  optional?: number;
}

const x = () => tf.tensor2d([1, 2, 3, 4, 5, 7], [3, 2]);
const sequence = () => tf.ones([2, 3, 2]);
const ofChannels = () => tf.tensor1d([1, 2]);
const statistics = () => ({ mean: ofChannels(), variance: ofChannels() });
const moments = () => ({ ...statistics(), count: 3 });
const steps = () => ({ mean: tf.ones([3, 2]), variance: tf.ones([3, 2]) });
const affine = () => ({ gamma: ofChannels(), beta: ofChannels(), epsilon: 1e-3 });
const common = () => ({ ...affine(), axis: -1 });
const momentum = () => ({ momentum: 0.5 });
const batch = [[1, 2]];

/** Every public function. A new one belongs here too. */
const functions: Record<string, PublicFunction> = {
  batchNormTraining: {
    call: core.batchNormTraining,
    args: () => [x(), common()],
    options: { at: 1, all: common },
    optional: 1,
  },
  batchNormInference: {
    call: core.batchNormInference,
    args: () => [x(), statistics()],
    options: { at: 1, all: () => ({ ...statistics(), ...common() }) },
  },
  batchMoments: {
    call: core.batchMoments,
    args: () => [x(), {}],
    options: { at: 1, all: () => ({ axis: 0 }) },
    optional: 1,
  },
  normalize: {
    call: core.normalize,
    args: () => [x(), statistics()],
    options: { at: 1, all: () => ({ ...statistics(), axis: 1, epsilon: 1 }) },
  },
  scaleShift: {
    call: core.scaleShift,
    args: () => [x(), {}],
    options: { at: 1, all: () => ({ gamma: ofChannels(), beta: ofChannels(), axis: 1 }) },
    optional: 1,
  },
  movingAverage: {
    call: core.movingAverage,
    args: () => [ofChannels(), ofChannels(), {}],
    options: { at: 2, all: momentum },
    optional: 1,
  },
  initialPopulation: { call: core.initialPopulation, args: () => [2] },
  updatePopulation: {
    call: core.updatePopulation,
    args: () => [{ ...statistics(), batches: 1 }, moments(), {}],
    options: { at: 2, all: () => ({ momentum: 0.5, bessel: true }) },
    optional: 1,
  },
  unbiasedVariance: { call: core.unbiasedVariance, args: () => [moments()] },
  mergeMoments: { call: core.mergeMoments, args: () => [moments(), moments()] },
  momentsOfBatches: {
    call: core.momentsOfBatches,
    args: () => [[x()], {}],
    options: { at: 1, all: () => ({ axis: 1 }) },
    optional: 1,
  },
  batchRenormTraining: {
    call: core.batchRenormTraining,
    args: () => [x(), { populationMean: ofChannels(), populationVariance: ofChannels() }],
    options: {
      at: 1,
      all: () => ({
        populationMean: ofChannels(),
        populationVariance: ofChannels(),
        rMax: 3,
        dMax: 5,
        ...common(),
      }),
    },
  },
  batchRenormLimits: {
    call: core.batchRenormLimits,
    args: () => [6_000, {}],
    options: { at: 1, all: () => ({ warmup: 1, rMax: 3, rMaxStep: 4, dMax: 5, dMaxStep: 6 }) },
    optional: 1,
  },
  ghostBatchNormTraining: {
    call: core.ghostBatchNormTraining,
    args: () => [x(), { ghostBatchSize: 2 }],
    options: { at: 1, all: () => ({ ghostBatchSize: 2, ...common() }) },
  },
  weightedMoments: {
    call: core.weightedMoments,
    args: () => [x(), { weights: tf.ones([3]) }],
    options: { at: 1, all: () => ({ weights: tf.ones([3]), axis: 1 }) },
  },
  weightedBatchNormTraining: {
    call: core.weightedBatchNormTraining,
    args: () => [x(), { weights: tf.ones([3]) }],
    options: { at: 1, all: () => ({ weights: tf.ones([3]), ...common() }) },
  },
  synchronizedBatchNormTraining: {
    call: core.synchronizedBatchNormTraining,
    args: () => [x(), { reduceMoments: (local: core.Moments) => local }],
    options: { at: 1, all: () => ({ reduceMoments: (local: core.Moments) => local, ...common() }) },
  },
  timeStepBatchNormTraining: {
    call: core.timeStepBatchNormTraining,
    args: () => [sequence(), {}],
    options: { at: 1, all: affine },
    optional: 1,
  },
  timeStepBatchNormInference: {
    call: core.timeStepBatchNormInference,
    args: () => [sequence(), steps()],
    options: { at: 1, all: () => ({ ...steps(), ...affine() }) },
  },
  updateTimeSteps: {
    call: core.updateTimeSteps,
    args: () => [steps(), steps(), {}],
    options: { at: 2, all: momentum },
    optional: 1,
  },
  groupNorm: {
    call: core.groupNorm,
    args: () => [x(), { groups: 1 }],
    options: { at: 1, all: () => ({ groups: 2, ...common() }) },
  },
  foldIntoWeights: {
    call: core.foldIntoWeights,
    args: () => [x(), { layer: 'dense', ...statistics() }],
    options: { at: 1, all: () => ({ layer: 'dense', ...statistics(), bias: ofChannels(), ...affine() }) },
  },
  referenceMoments: { call: core.referenceMoments, args: () => [batch] },
  referenceTraining: { call: core.referenceTraining, args: () => [batch, [1, 2], [1, 2], 1] },
  referenceInference: {
    call: core.referenceInference,
    args: () => [batch, [1, 2], [1, 2], [1, 2], [1, 2], 1],
  },
  referenceGradient: { call: core.referenceGradient, args: () => [batch, [1, 2], 1, batch] },
  checkBatchNorm: {
    call: spec.checkBatchNorm,
    args: () => [spec.referenceImplementation, { laws: [] }],
    options: {
      at: 1,
      all: () => ({ laws: [], profile: 'float32', numRuns: 1, seed: 1, onVerdict: () => {} }),
    },
    optional: 1,
  },
  describeBatchNorm: {
    call: spec.describeBatchNorm,
    args: () => ['ours', spec.referenceImplementation, { laws: [], runner }],
    options: { at: 2, all: () => ({ laws: [], numRuns: 1, seed: 1, runner, timeout: 1 }) },
    optional: 1,
  },
  implementationOnTensors: {
    call: tensors.implementationOnTensors,
    args: () => [{ training: core.batchNormTraining, inference: core.batchNormInference }],
    options: {
      at: 0,
      all: () => ({ training: core.batchNormTraining, inference: core.batchNormInference }),
    },
  },
};

const runner = {
  describe: (_: string, body: () => void) => body(),
  test: Object.assign(() => {}, { skip() {} }),
};

/** What a call threw or rejected with, if anything. */
async function failureOf({ call }: PublicFunction, values: unknown[]): Promise<unknown> {
  try {
    await call(...(values as never[]));
  } catch (error) {
    return error;
  }
  return undefined;
}

const table = Object.entries(functions);
const withOptions = table.filter(([, { options }]) => options !== undefined);

/** None of these is a tensor, a number in range, a function, an object of options or a plain batch. */
const wrong: unknown[] = [-1.5, 'left', null, [3], Symbol('symbol')];

beforeAll(async () => {
  await tf.setBackend('cpu');
});

test('the table has every public function', () => {
  const isFunction = ([name, value]: [string, unknown]) => typeof value === 'function' && /^[a-z]/.test(name);
  const exported = [core, spec, tensors].flatMap((module) => Object.entries(module).filter(isFunction));
  expect(table.map(([name]) => name).toSorted()).toEqual(exported.map(([name]) => name).toSorted());
});

describe.each(table)('%s', (name, definition) => {
  const expectRefusal = (error: unknown, what: string) => {
    if (error instanceof ArgumentError && error.message.startsWith(`${name}: `)) return;
    throw new Error(`${what}: expected an ArgumentError of ${name}, got ${String(error)}`);
  };

  test('takes what the table says it takes', async () => {
    expect(await failureOf(definition, definition.args())).toBeUndefined();
    const { options } = definition;
    if (!options) return;
    expect(await failureOf(definition, definition.args().with(options.at, options.all()))).toBeUndefined();
  });

  test('refuses a missing argument', async () => {
    const args = definition.args();
    for (let given = 0; given < args.length - (definition.optional ?? 0); given++) {
      expectRefusal(await failureOf(definition, args.slice(0, given)), `${given} arguments`);
    }
  });

  test('refuses an argument of the wrong type', async () => {
    const args = definition.args();
    for (const i of args.keys()) {
      for (const value of wrong) {
        if (typeof value === 'string' && typeof args[i] === 'string') continue;
        expectRefusal(await failureOf(definition, args.with(i, value)), `argument ${i} = ${String(value)}`);
      }
    }
  });
});

describe.each(withOptions)('the options of %s', (name, definition) => {
  const { at, all } = definition.options!;
  const callWith = (options: Record<string, unknown>) =>
    failureOf(definition, definition.args().with(at, options));

  test('are each refused when misspelt, with the right spelling', async () => {
    for (const key of Object.keys(all())) {
      const misspelt = `${key}${key.at(-1)}`;
      const error = await callWith({ ...all(), [misspelt]: all()[key] });
      const message = `${name}: unknown option "${misspelt}". Did you mean "${key}"?`;
      expect(error).toEqual(new ArgumentError(name, message.slice(name.length + 2)));
    }
  });

  test('are each refused when of the wrong type, by name', async () => {
    for (const key of Object.keys(all())) {
      for (const value of ['left', {}, Symbol('symbol')]) {
        const error = await callWith({ ...all(), [key]: value });
        expect(error).toBeInstanceOf(ArgumentError);
        expect((error as Error).message).toMatch(
          new RegExp(`^${name}: .*\\b${key}\\b.* must (be|have) .*, got `),
        );
      }
    }
  });
});
