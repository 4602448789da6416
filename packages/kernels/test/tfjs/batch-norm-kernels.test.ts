import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { batchNormInference, batchNormTraining } from '@bnlab/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { registerFusedKernels, type Registration } from '../../src/tfjs';
import { float64BatchNorm, placesOf, type View } from './support/float64-batch-norm';
import { growMemory, normal, useWasmBackend } from './support/wasm-backend';

/** Columns and runs, of every remainder of the vector widths, in one block of rows and in several. */
const views: fc.Arbitrary<View> = fc.oneof(
  fc.record({
    outer: fc.integer({ min: 1, max: 150 }),
    channels: fc.integer({ min: 1, max: 70 }),
    inner: fc.constant(1),
  }),
  fc.record({
    outer: fc.integer({ min: 1, max: 5 }),
    channels: fc.integer({ min: 1, max: 9 }),
    inner: fc.integer({ min: 2, max: 90 }),
  }),
  fc.record({ outer: fc.constant(900), channels: fc.constantFrom(1, 3, 21), inner: fc.constantFrom(1, 5) }),
);

const examples = fc.record({
  view: views,
  seed: fc.integer({ min: 1, max: 1e6 }),
  offset: fc.constantFrom(0, -3, 1000),
  gamma: fc.boolean(),
  beta: fc.boolean(),
  epsilon: fc.constantFrom(1e-3, 1e-5, 1),
});

function runTraining(view: View, inputs: Record<string, tf.Tensor>, epsilon: number, between = () => {}) {
  const { x, dy, gamma, beta } = inputs;
  const training = { x, ...(gamma && { gamma }), ...(beta && { beta }) } as unknown as tf.NamedTensorMap;
  const forward = run('BnlabBatchNormTraining', training, { ...view, epsilon });
  const [y, mean, variance, saved] = forward as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  between();
  const backward = run('BnlabBatchNormTrainingGrad', { x: x!, dy: dy!, saved }, { ...view });
  const [dx, dgamma, dbeta] = backward as [tf.Tensor, tf.Tensor, tf.Tensor];
  return { y, mean, variance, dx, dgamma, dbeta };
}

function run(name: string, inputs: tf.NamedTensorMap, attributes: object): tf.Tensor[] {
  return tf.engine().runKernel(name, inputs, { ...attributes });
}

/** The largest difference between two arrays, as a share of `size`. */
function distance(actual: ArrayLike<number>, expected: ArrayLike<number>, size = 1): number {
  expect(actual.length).toBe(expected.length);
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!) / size;
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

const largest = (values: ArrayLike<number>) =>
  Array.from(values).reduce((a, b) => Math.max(a, Math.abs(b)), 1);

describe('batch norm in the memory of the WebAssembly backend', () => {
  let registration: Registration;
  beforeAll(async () => {
    await useWasmBackend();
    registration = await registerFusedKernels();
  });
  afterAll(() => registration.unregister());

  test('is batch norm in double precision, forward and backward, whatever the sizes', () => {
    fc.assert(
      fc.property(examples, ({ view, seed, offset, epsilon, ...has }) => {
        const length = view.outer * view.channels * view.inner;
        const values = {
          x: normal(length, seed).map((v) => v + offset),
          dy: normal(length, seed + 1),
          ...(has.gamma && { gamma: normal(view.channels, seed + 2) }),
          ...(has.beta && { beta: normal(view.channels, seed + 3) }),
        };
        const expected = float64BatchNorm(view, values, epsilon);
        const actual = tf.tidy(() => {
          const inputs = Object.fromEntries(
            Object.entries(values).map(([name, v]) => [name, tf.tensor1d(v)]),
          );
          const outputs = runTraining(view, inputs, epsilon);
          return Object.entries(outputs).map(([name, tensor]) => [name, tensor.dataSync()] as const);
        });
        const steepness = largest(expected.inverseDeviation);
        for (const [name, found] of actual) {
          const wanted = expected[name as keyof typeof expected];
          // The sums add up a value of about 1 a position, and may come out near 0.
          const atLeast = name === 'dgamma' || name === 'dbeta' ? view.outer * view.inner : 0;
          const size = Math.max(atLeast, largest(wanted));
          expect([name, distance(found, wanted, size) <= 1e-5 * steepness]).toEqual([name, true]);
        }
      }),
    );
  });

  test('at inference subtracts, multiplies and adds, in this order', () => {
    fc.assert(
      fc.property(views, fc.integer({ min: 1, max: 1e6 }), fc.boolean(), (view, seed, isWhole) => {
        const x = normal(view.outer * view.channels * view.inner, seed);
        const center = normal(view.channels, seed + 3).map((value) => (isWhole ? value : 0));
        const scale = normal(view.channels, seed + 1);
        const shift = normal(view.channels, seed + 2).map((value) => (isWhole ? value : 0));
        const expected = new Float32Array(x.length);
        for (let c = 0; c < view.channels; c++) {
          for (const i of placesOf(view, c)) {
            expected[i] = Math.fround(Math.fround(x[i]! - center[c]!) * scale[c]!) + shift[c]!;
          }
        }
        const actual = tf.tidy(() => {
          const whole = { center: tf.tensor1d(center), shift: tf.tensor1d(shift) };
          const inputs = { x: tf.tensor1d(x), scale: tf.tensor1d(scale), ...(isWhole && whole) };
          return (run('BnlabBatchNormInference', inputs, view) as unknown as tf.Tensor).dataSync();
        });
        expect(actual).toEqual(expected);
      }),
    );
  });

  test.each([
    { outer: 4, channels: 3, inner: 1 },
    { outer: 2, channels: 3, inner: 2 },
    { outer: 4, channels: 1, inner: 1 },
  ])('makes a channel NaN whose variance float32 does not have: $outer x $channels x $inner', (view) => {
    const size = view.outer * view.channels * view.inner;
    for (const huge of [1e20, 1e30, 3e38]) {
      const x = normal(size, 3);
      for (const [i, place] of placesOf(view, 0).entries()) x[place] = i % 2 ? huge : -huge;
      const { y, variance } = tf.tidy(() => {
        const outputs = runTraining(view, { x: tf.tensor1d(x), dy: tf.ones([size]) }, 1e-3);
        return { y: outputs.y.dataSync(), variance: outputs.variance.dataSync() };
      });
      for (const c of variance.keys()) {
        const isNaN = placesOf(view, c).map((place) => Number.isNaN(y[place]));
        expect([Number.isNaN(variance[c]), ...isNaN]).toEqual(new Array(isNaN.length + 1).fill(c === 0));
      }
    }
  });

  test.each([
    { outer: 50_000, channels: 5, inner: 1 },
    { outer: 5, channels: 5, inner: 10_000 },
  ])('keeps its digits far from zero: mean 1e6, deviation 1, $outer x $channels x $inner', (view) => {
    const size = view.outer * view.channels * view.inner;
    const x = normal(size, 7).map((v) => v + 1e6);
    const dy = normal(size, 8).map((v, i) => v + 0.5 * (x[i]! - 1e6));
    const expected = float64BatchNorm(view, { x, dy }, 1e-3);
    tf.tidy(() => {
      const { y, variance, dx, dgamma, dbeta } = runTraining(
        view,
        { x: tf.tensor1d(x), dy: tf.tensor1d(dy) },
        1e-3,
      );
      expect(distance(y.dataSync(), expected.y)).toBeLessThan(1e-5);
      expect(distance(variance.dataSync(), expected.variance)).toBeLessThan(1e-5);
      expect(distance(dx.dataSync(), expected.dx)).toBeLessThan(1e-5);
      expect(distance(dgamma.dataSync(), expected.dgamma, 25_000)).toBeLessThan(1e-5);
      expect(distance(dbeta.dataSync(), expected.dbeta, 50_000)).toBeLessThan(1e-5);
    });
  });

  test('one value a channel gives beta, and a constant channel too', () => {
    tf.tidy(() => {
      const beta = tf.tensor1d([1, 2, 3, 4, 5]);
      const one = { outer: 1, channels: 5, inner: 1 };
      const x = tf.tensor1d([1e30, -7, 0, 3, 1e-30]);
      expect(runTraining(one, { x, dy: x, beta }, 1e-3).y.dataSync()).toEqual(beta.dataSync());
      const three = { outer: 3, channels: 5, inner: 1 };
      const constant = x.tile([3]);
      expect(runTraining(three, { x: constant, dy: constant, beta }, 1e-3).y.dataSync()).toEqual(
        beta.tile([3]).dataSync(),
      );
    });
  });

  test('goes on when the memory grows between the passes', () => {
    const view = { outer: 40, channels: 33, inner: 1 };
    const values = { x: normal(1320, 1), dy: normal(1320, 2), gamma: normal(33, 3) };
    const passes = (between: () => void) =>
      tf.tidy(() => {
        const inputs = Object.fromEntries(Object.entries(values).map(([name, v]) => [name, tf.tensor1d(v)]));
        return Object.values(runTraining(view, inputs, 1e-3, between)).map((tensor) =>
          tensor.dataSync().slice(),
        );
      });
    expect(passes(growMemory)).toEqual(passes(() => {}));
  });

  test('leaves nothing behind', () => {
    const held = () => [tf.memory().numTensors, tf.memory().numDataBuffers, tf.engine().backend.numDataIds()];
    const before = held();
    tf.tidy(() => {
      const x = tf.tensor1d(normal(60, 1));
      runTraining({ outer: 12, channels: 5, inner: 1 }, { x, dy: x }, 1e-3);
    });
    expect(held()).toEqual(before);
  });

  test('refuses a view of another size, an empty tensor, and integers', () => {
    const attempt = (x: tf.Tensor, view: View) => () => tf.tidy(() => runTraining(view, { x, dy: x }, 1e-3));
    const message =
      /BnlabBatchNormTraining: tensors must be float32, not empty, and of the size of their view/;
    expect(attempt(tf.ones([6]), { outer: 3, channels: 4, inner: 1 })).toThrow(message);
    expect(attempt(tf.zeros([0, 4]), { outer: 0, channels: 4, inner: 1 })).toThrow(message);
    expect(attempt(tf.ones([4], 'int32'), { outer: 1, channels: 4, inner: 1 })).toThrow(message);
  });

  test('refuses anything but as many values a channel as it reads', () => {
    tf.tidy(() => {
      const view = { outer: 2, channels: 3, inner: 1 };
      const [x, three, two] = [tf.ones([2, 3]), tf.ones([3]), tf.ones([2])];
      const attempt = (name: string, inputs: tf.NamedTensorMap) => () =>
        run(`BnlabBatchNorm${name}`, { x, ...inputs }, { ...view, epsilon: 1 });
      const message = (name: string, input: string, length: number) =>
        `BnlabBatchNorm${name}: ${input} must be float32 of ${length} values, got float32 [2]`;
      expect(attempt('Training', { gamma: two })).toThrow(message('Training', 'gamma', 3));
      expect(attempt('Training', { beta: two })).toThrow(message('Training', 'beta', 3));
      expect(attempt('TrainingGrad', { dy: x, saved: two })).toThrow(message('TrainingGrad', 'saved', 9));
      expect(attempt('Inference', { scale: two, shift: three })).toThrow(message('Inference', 'scale', 3));
      expect(attempt('Inference', { scale: three, shift: two })).toThrow(message('Inference', 'shift', 3));
    });
  });
});

describe('the ops of @bnlab/core', () => {
  beforeAll(useWasmBackend);

  const calls = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 5 }).chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      axis: fc.integer({ min: -shape.length, max: shape.length - 1 }),
      seed: fc.integer({ min: 1, max: 1e6 }),
    }),
  );

  test('give the same with these kernels as in operations, on every axis', async () => {
    await fc.assert(
      fc.asyncProperty(calls, async ({ shape, axis, seed }) => {
        const everything = () =>
          tf.tidy(() => {
            const x = tf.randomNormal(shape, 0, 1, 'float32', seed);
            const gamma = tf.randomNormal<tf.Rank.R1>([shape.at(axis)!], 1, 0.2, 'float32', seed + 1);
            const dy = tf.randomNormal(shape, 0, 1, 'float32', seed + 2);
            const { output, mean, variance } = batchNormTraining(x, { gamma, axis, epsilon: 0.1 });
            const gradients = tf.grads((x: tf.Tensor, gamma: tf.Tensor) => {
              return batchNormTraining(x, { gamma: gamma, axis, epsilon: 0.1 }).output;
            })([x, gamma], dy);
            const inference = batchNormInference(x, { mean, variance, gamma, axis, epsilon: 0.1 });
            const all = [output, mean, variance, ...gradients, inference];
            return all.flatMap((tensor) => Array.from(tensor.dataSync()));
          });
        const inOperations = everything();
        const { kernels, unregister } = await registerFusedKernels();
        expect(kernels).toContain('BnlabBatchNormTraining');
        const fused = everything();
        unregister();
        expect(distance(fused, inOperations, largest(inOperations))).toBeLessThan(1e-5);
      }),
    );
  });

  // The variance of ±1e19 is 1e38, which float32 has; the sum of a block of their squares exceeds it.
  test.each([
    [1e19, 4],
    [1.8e19, 300],
    [1e19, 9000],
  ])('normalize ±%d in %d rows, forward and backward', async (size, rows) => {
    const { unregister } = await registerFusedKernels();
    const before = tf.memory().numTensors;
    for (const channels of [1, 3, 20]) {
      const isEven = Float32Array.from({ length: rows * channels }, (_, i) =>
        Math.floor(i / channels) % 2 === 0 ? 1 : -1,
      );
      const [output, dx, dgamma] = tf.tidy(() => {
        const x = tf.tensor2d(isEven, [rows, channels]).mul(size);
        // What goes along with xHat moves gamma alone.
        const slopes = tf.tensor2d(isEven, [rows, channels]).mul([...Array(channels).keys()]);
        const train = (x: tf.Tensor, gamma: tf.Tensor) => batchNormTraining(x, { gamma: gamma }).output;
        const gradients = tf.grads(train)([x, tf.ones([channels])], slopes);
        return [batchNormTraining(x).output, ...gradients].map((tensor) => tensor.dataSync().slice());
      });
      expect(distance(output!, isEven)).toBeLessThan(1e-5);
      expect(distance(dx!, new Float32Array(rows * channels), channels / size)).toBeLessThan(1e-4);
      expect(
        distance(
          dgamma!,
          Float32Array.from({ length: channels }, (_, c) => rows * c),
          rows,
        ),
      ).toBeLessThan(1e-4);
    }
    expect(tf.memory().numTensors).toBe(before);
    unregister();
  });
});
