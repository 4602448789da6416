import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { BatchNormLSTMCell, batchNormLSTMCell, type BatchNormLSTMCellConfig } from '../../../src';
import { describeOnBackends, useBackendInTests } from '../../helpers/backends';
import { expectClose } from '../../helpers/expect-close';
import { artifactsOf, modelOf } from '../../helpers/memory-model';
import {
  type LstmWeights,
  referenceBatchNormLstm,
  type StepStatistics,
} from '../../helpers/reference-bn-lstm';

const [inputs, units] = [2, 3];
const orNull = (_: string, value: unknown) => value ?? null;

function cellOf(config: Partial<BatchNormLSTMCellConfig> = {}): BatchNormLSTMCell {
  return batchNormLSTMCell({ units, maxSteps: 4, ...config });
}

function modelWith(cell: BatchNormLSTMCell, steps: number | null = null): tf.Sequential {
  return tf.sequential({ layers: [tf.layers.rnn({ cell, inputShape: [steps, inputs] })] });
}

/** Gives every trainable weight of the cell random values, and returns them in plain numbers. */
function randomWeights(cell: BatchNormLSTMCell, seed: number): LstmWeights {
  cell.trainableWeights.forEach((weight, i) => {
    weight.write(tf.randomNormal(weight.shape as number[], 0.3, 0.8, 'float32', seed + i));
  });
  const [kernel, recurrentKernel, bias, kernelGamma, recurrentGamma, cellBeta, cellGamma] =
    cell.trainableWeights.map((weight) => weight.read().arraySync());
  const weights = { kernel, recurrentKernel, bias, kernelGamma, recurrentGamma, cellGamma, cellBeta };
  return weights as unknown as LstmWeights;
}

/** Sequences of one to six steps. */
const batches = fc.record({
  size: fc.integer({ min: 2, max: 5 }),
  steps: fc.integer({ min: 1, max: 6 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});
type BatchSpec = typeof batches extends fc.Arbitrary<infer T> ? T : never;
const sequencesOf = ({ size, steps, seed }: BatchSpec) =>
  tf.randomNormal<tf.Rank.R3>([size, steps, inputs], 1, 2, 'float32', seed);

/** What the cell's moving averages are after one batch, without a memory: the batch's statistics, step by step. */
function movingStatistics(cell: BatchNormLSTMCell): StepStatistics[] {
  const values = cell.nonTrainableWeights.map((weight) => weight.read().arraySync() as number[][]);
  return values[0]!.map((_, t) => {
    const at = (i: number) => ({ mean: values[2 * i]![t]!, variance: values[2 * i + 1]![t]! });
    return { kernel: at(0), recurrent: at(1), cell: at(2) };
  });
}

describeOnBackends('BatchNormLSTMCell', () => {
  test('is the equations of the paper in training and at inference, with statistics for each step', () => {
    fc.assert(
      fc.property(batches, (batch) => {
        tf.tidy(() => {
          const cell = cellOf({ momentum: 0 });
          const model = modelWith(cell);
          const weights = randomWeights(cell, batch.seed);
          const x = sequencesOf(batch);
          const h = model.apply(x, { training: true }) as tf.Tensor;
          const trained = referenceBatchNormLstm(x.arraySync(), weights);
          expectClose(h, trained.h.flat(), 2e-3);

          const moving = movingStatistics(cell);
          trained.statistics.slice(0, 4).forEach((step, t) => {
            for (const part of ['kernel', 'recurrent', 'cell'] as const) {
              expectClose(moving[t]![part].mean, step[part].mean, 2e-3);
              expectClose(moving[t]![part].variance, step[part].variance, 2e-3);
            }
          });
          // Steps that the batch does not have keep their start.
          moving.slice(batch.steps).forEach((step) => expect(step.cell.variance).toEqual([1, 1, 1]));

          const other = sequencesOf({ ...batch, steps: 6, seed: batch.seed + 1 });
          const predicted = model.predict(other) as tf.Tensor;
          expectClose(predicted, referenceBatchNormLstm(other.arraySync(), weights, moving).h.flat(), 2e-3);
        });
      }),
      { numRuns: 15 },
    );
  });
});

describe('a cell in a model', () => {
  useBackendInTests('cpu');
  const x = () => sequencesOf({ size: 8, steps: 4, seed: 7 });

  test('starts every gamma at 0.1 and, if asked, the forget gate open', () => {
    const cell = cellOf({ unitForgetBias: true });
    modelWith(cell);
    const gammas = cell.trainableWeights.filter(({ originalName }) => originalName.endsWith('gamma'));
    expect(gammas.map(({ shape }) => shape)).toEqual([[4 * units], [4 * units], [units]]);
    gammas.forEach((gamma) => expectClose(gamma.read(), Array<number>(gamma.shape[0]!).fill(0.1)));
    expectClose(cell.bias!.read(), [0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  });

  test('learns, and leaves no tensors behind', async () => {
    const cell = cellOf({ units: 6, momentum: 0.8 });
    const model = tf.sequential({
      layers: [tf.layers.rnn({ cell, inputShape: [4, inputs] }), tf.layers.dense({ units: 1 })],
    });
    model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' });
    const sequences = tf.randomNormal<tf.Rank.R3>([64, 4, inputs], 0, 1, 'float32', 1);
    // Whether the first step was the larger: to be remembered over the others.
    const target = sequences.slice([0, 0, 0], [64, 1, 1]).reshape([64, 1]).greater(0).toFloat();
    const first = (await model.trainOnBatch(sequences, target)) as number;
    const { numTensors } = tf.memory();
    let last = first;
    for (let i = 0; i < 60; i++) last = (await model.trainOnBatch(sequences, target)) as number;
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(last).toBeLessThan(first / 3);
    const score = model.evaluate(sequences, target) as tf.Scalar;
    expect(score.dataSync()[0]).toBeLessThan(first / 2);
  });

  test('comes back from a saved model as it was, in plain tf.loadLayersModel', async () => {
    const cell = cellOf({
      unitForgetBias: true,
      bessel: true,
      kernelRegularizer: 'l1l2',
      activation: 'softsign',
    });
    const model = modelWith(cell);
    model.apply(x(), { training: true });
    const loaded = await modelOf(await artifactsOf(model));
    const loadedCell = (loaded.layers.at(-1) as unknown as { cell: BatchNormLSTMCell }).cell;
    expect(loadedCell).toBeInstanceOf(BatchNormLSTMCell);
    // What is undefined is written as null.
    expect(loadedCell.getConfig()).toEqual(JSON.parse(JSON.stringify(cell.getConfig(), orNull)));
    expectClose(loaded.predict(x()) as tf.Tensor, model.predict(x()) as tf.Tensor, 1e-6);
  });

  test('works in a stack, where each cell counts its own steps', () => {
    const cells = [cellOf({ momentum: 0 }), cellOf({ momentum: 0 })];
    const model = tf.sequential({ layers: [tf.layers.rnn({ cell: cells, inputShape: [4, inputs] })] });
    model.apply(x(), { training: true });
    cells.forEach((cell) => {
      expect(movingStatistics(cell).every(({ kernel }) => kernel.mean.every((value) => value !== 0))).toBe(
        true,
      );
    });
  });

  test('a frozen cell uses its moving averages and leaves them', () => {
    const cell = cellOf({ trainable: false });
    const model = modelWith(cell);
    const before = movingStatistics(cell);
    const trained = model.apply(x(), { training: true }) as tf.Tensor;
    expectClose(trained, model.predict(x()) as tf.Tensor);
    expect(movingStatistics(cell)).toEqual(before);
  });

  test('a batch of one sequence is refused in training, if asked for', () => {
    const model = modelWith(cellOf({ name: 'cell', onSingleValue: 'error' }));
    expect(() => model.apply(tf.ones([1, 4, inputs]), { training: true })).toThrow(
      'batchNormLSTMCell: a training batch must have more than one value per channel, got one in cell',
    );
  });

  test.each<[object, string]>([
    [{ units: 2 }, 'maxSteps must be an integer of at least 1, got undefined'],
    [{ units: 0, maxSteps: 2 }, 'units must be an integer of at least 1, got 0'],
    [{ units: 2, maxSteps: 2, maxStep: 3 }, 'unknown option "maxStep". Did you mean "maxSteps"?'],
    [{ units: 2, maxSteps: 2, momentum: 2 }, 'momentum must be a number in [0, 1]'],
  ])('refuses %j', (config, message) => {
    expect(() => batchNormLSTMCell(config as BatchNormLSTMCellConfig)).toThrow(
      `batchNormLSTMCell: ${message}`,
    );
  });
});
