import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { registerFusedKernels } from '../../src/tfjs';
import { normal, useWasmBackend } from './support/wasm-backend';

let unregister: () => void;
beforeAll(async () => {
  await useWasmBackend();
  ({ unregister } = await registerFusedKernels());
});
afterAll(() => unregister());

/** The gradient of f at x for a drawn dy, here and on the cpu backend. */
async function onBoth(shape: number[], f: (x: tf.Tensor) => tf.Tensor): Promise<[number[], number[]]> {
  const values = normal(tf.util.sizeFromShape(shape), 1);
  const gradient = () =>
    tf.tidy(() => {
      const x = tf.tensor(values, shape);
      const { shape: outputShape, size } = f(x);
      return Array.from(
        tf
          .grad(f)(x, tf.tensor(normal(size, 2), outputShape))
          .dataSync(),
      );
    });
  const ours = gradient();
  await tf.setBackend('cpu');
  const cpu = gradient();
  await tf.setBackend('wasm');
  return [ours, cpu];
}

function expectSame([ours, cpu]: [number[], number[]]): void {
  expect(ours).toHaveLength(cpu.length);
  const worst = ours.reduce((most, value, i) => Math.max(most, Math.abs(value - cpu[i]!)), 0);
  expect(worst).toBeLessThan(1e-5);
}

const pad = fc.constantFrom('same' as const, 'valid' as const);
const few = fc.integer({ min: 1, max: 3 });

test('MaxPoolGrad is that of the cpu backend, for windows of every kind', async () => {
  const cases = fc.record({
    images: few,
    height: fc.integer({ min: 3, max: 7 }),
    channels: few,
    size: few,
    strides: few,
    pad,
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ images, height, channels, size, strides, pad }) => {
      const shape = [images, height, 5, channels];
      expectSame(await onBoth(shape, (x) => tf.maxPool(x as tf.Tensor4D, size, strides, pad)));
    }),
    { seed: 1, numRuns: 30 },
  );
});

test('MaxPoolGrad reaches windows whose values are all negative', () => {
  const x = tf.tensor4d([-4, -1, -2, -3], [1, 2, 2, 1]);
  const dx = tf.grad((y: tf.Tensor) => tf.maxPool(y as tf.Tensor4D, 2, 2, 'valid'))(
    x,
    tf.tensor4d([5], [1, 1, 1, 1]),
  );
  expect(Array.from(dx.dataSync())).toEqual([0, 5, 0, 0]);
});

test('Conv3DBackpropInputV2 is that of the cpu backend, for every stride, padding and width', async () => {
  const cases = fc.record({
    images: few,
    inputs: few,
    outputs: fc.integer({ min: 1, max: 6 }),
    size: few,
    strides: few,
    pad,
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ images, inputs, outputs, size, strides, pad }) => {
      const filter = normal(size ** 3 * inputs * outputs, 3);
      const f = (x: tf.Tensor) =>
        tf.conv3d(x as tf.Tensor5D, tf.tensor5d(filter, [size, size, size, inputs, outputs]), strides, pad);
      expectSame(await onBoth([images, 4, 3, 5, inputs], f));
    }),
    { seed: 2, numRuns: 30 },
  );
});
