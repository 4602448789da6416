import { describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { referenceInference, referenceTraining } from '@bnlab/core';
import { BatchNormGRUCell, batchNormGRUCell } from '../../../src';
import { describeOnBackends, useBackendInTests } from '../../helpers/backends';
import { expectClose } from '../../helpers/expect-close';
import { artifactsOf, modelOf } from '../../helpers/memory-model';

type Matrix = number[][];
type Normalize = (x: Matrix, gamma: number[], part: 'kernel' | 'recurrent', t: number) => Matrix;

const [inputs, units, steps] = [2, 3, 4];

function modelWith(config: Partial<Parameters<typeof batchNormGRUCell>[0]> = {}) {
  const cell = batchNormGRUCell({ units, maxSteps: steps, ...config });
  const model = tf.sequential({ layers: [tf.layers.rnn({ cell, inputShape: [null, inputs] })] });
  cell.trainableWeights.forEach((weight, i) => {
    weight.write(tf.randomNormal(weight.shape as number[], 0.3, 0.8, 'float32', i + 1));
  });
  return { cell, model };
}

/** The equations of the cell in float64 on plain arrays. */
function reference(cell: BatchNormGRUCell, x: number[][][], normalize: Normalize): Matrix {
  const [kernel, recurrent, bias, gammaX, gammaH] = cell.trainableWeights.map((w) =>
    w.read().arraySync(),
  ) as [Matrix, Matrix, number[], number[], number[]];
  const product = (a: Matrix, b: Matrix) =>
    a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, i) => sum + value * b[i]![j]!, 0)));
  const gate = (value: number) => Math.min(1, Math.max(0, 0.2 * value + 0.5));
  let h = x.map(() => Array<number>(units).fill(0));
  for (let t = 0; t < x[0]!.length; t++) {
    const at = x.map((sequence) => sequence[t]!);
    const a = normalize(product(at, kernel), gammaX, 'kernel', t);
    const b = normalize(product(h, recurrent), gammaH, 'recurrent', t);
    h = h.map((state, n) =>
      state.map((value, u) => {
        const [inZ, inR, inG] = [0, 1, 2].map((part) => a[n]![part * units + u]! + bias[part * units + u]!);
        const [stateZ, stateR, stateG] = [0, 1, 2].map((part) => b[n]![part * units + u]!);
        const update = gate(inZ! + stateZ!);
        return update * value + (1 - update) * Math.tanh(inG! + gate(inR! + stateR!) * stateG!);
      }),
    );
  }
  return h;
}

const beta = Array<number>(3 * units).fill(0);

describeOnBackends('BatchNormGRUCell', () => {
  test('is its equations in training, with the statistics of each step', () => {
    const { cell, model } = modelWith();
    const x = tf.randomNormal<tf.Rank.R3>([5, steps, inputs], 1, 2, 'float32', 11);
    const expected = reference(cell, x.arraySync(), (values, gamma) => {
      return referenceTraining(values, gamma, beta, 1e-3).y;
    });
    expectClose(model.apply(x, { training: true }) as tf.Tensor, expected.flat());
  });

  test('is its equations at inference, with the moving averages of each step', () => {
    const { cell, model } = modelWith({ momentum: 0.5 });
    model.apply(tf.randomNormal([6, steps, inputs], 1, 2, 'float32', 12), { training: true });
    const statistics = cell.nonTrainableWeights.map((weight) => weight.read().arraySync() as Matrix);
    const x = tf.randomNormal<tf.Rank.R3>([3, steps + 2, inputs], 1, 2, 'float32', 13);
    const expected = reference(cell, x.arraySync(), (values, gamma, part, t) => {
      const [mean, variance] = part === 'kernel' ? statistics.slice(0, 2) : statistics.slice(2);
      const row = Math.min(t, steps - 1);
      return referenceInference(values, mean![row]!, variance![row]!, gamma, beta, 1e-3);
    });
    expectClose(model.predict(x) as tf.Tensor, expected.flat());
  });
});

describe('a cell in a model', () => {
  useBackendInTests('cpu');

  test('has weights of the names and shapes of the stock cell, then those of the normalization', () => {
    const { cell } = modelWith();
    const named = cell.trainableWeights.map((w) => [w.originalName.split('/').at(-1), w.shape]);
    expect(named).toEqual([
      ['kernel', [inputs, 3 * units]],
      ['recurrent_kernel', [units, 3 * units]],
      ['bias', [3 * units]],
      ['kernel_gamma', [3 * units]],
      ['recurrent_gamma', [3 * units]],
    ]);
  });

  test('learns, and leaves no tensors behind', async () => {
    const { model } = modelWith();
    model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' });
    const x = tf.randomNormal<tf.Rank.R3>([16, steps, inputs], 0, 1, 'float32', 3);
    const y = x.max<tf.Tensor2D>(1).concat(x.min<tf.Tensor2D>(1), 1).slice([0, 0], [16, units]).tanh();
    await model.fit(x, y, { epochs: 1, verbose: 0 });
    const { numTensors } = tf.memory();
    const { history } = await model.fit(x, y, { epochs: 20, verbose: 0 });
    const loss = history.loss as number[];
    expect(loss.at(-1)!).toBeLessThan(0.7 * loss[0]!);
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test('comes back from a saved model as it was', async () => {
    const { model } = modelWith({ useBias: false, recurrentActivation: 'sigmoid', onNonFinite: 'error' });
    const x = tf.randomNormal([5, steps, inputs]);
    model.apply(x, { training: true });
    const loaded = await modelOf(await artifactsOf(model));
    expectClose(loaded.predict(x) as tf.Tensor, model.predict(x) as tf.Tensor, 1e-6);
    const { cell } = loaded.layers.at(-1) as unknown as { cell: BatchNormGRUCell };
    expect(cell).toBeInstanceOf(BatchNormGRUCell);
    expect(cell.getConfig()).toMatchObject({
      recurrentActivation: 'sigmoid',
      onNonFinite: 'error',
      useBias: false,
    });
  });

  test('is refused with options that there are not', () => {
    const misspelt = { units, maxSteps: 1, recurentActivation: 'sigmoid' } as object;
    expect(() => batchNormGRUCell(misspelt as never)).toThrow(
      'batchNormGRUCell: unknown option "recurentActivation". Did you mean "recurrentActivation"?',
    );
  });
});
