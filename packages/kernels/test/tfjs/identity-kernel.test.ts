import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { registerFusedKernels, type Registration } from '../../src/tfjs';
import { useWasmBackend } from './support/wasm-backend';

let registration: Registration;
beforeAll(async () => {
  await useWasmBackend();
  registration = await registerFusedKernels();
});
afterAll(() => registration.unregister());

const places = () => tf.engine().backend.numDataIds();

test.each([
  ['float32', [1.5, -2, 3]],
  ['int32', [1, -2, 3]],
  ['bool', [1, 0, 1]],
  ['string', ['a', 'b', 'c']],
] as const)('a clone of %s outlives its original, whichever goes first', (dtype, values) => {
  const before = [tf.memory().numTensors, places()];
  for (const originalFirst of [true, false]) {
    const original = tf.tensor([...values] as number[], [3], dtype);
    const clone = original.clone();
    const [first, second] = originalFirst ? [original, clone] : [clone, original];
    first.dispose();
    expect(Array.from(second.dataSync<'string'>())).toEqual(values);
    second.dispose();
  }
  expect([tf.memory().numTensors, places()]).toEqual(before);
});

test('a clone takes no place of its own', () => {
  const x = tf.ones([1000]);
  const before = places();
  const clone = x.clone();
  expect(places()).toBe(before);
  tf.dispose([x, clone]);
});

test('a clone goes to another backend and comes back', async () => {
  const x = tf.tensor1d([1, 2]);
  const clone = x.clone();
  await tf.setBackend('cpu');
  const moved = clone.mul(2);
  x.dispose();
  await tf.setBackend('wasm');
  expect(Array.from(clone.add(moved).dataSync())).toEqual([3, 6]);
  tf.dispose([clone, moved]);
});

test('a variable that is assigned to leaves what was cloned from it alone', () => {
  tf.tidy(() => {
    const variable = tf.variable(tf.tensor1d([1, 2]), false);
    const clone = variable.clone();
    variable.assign(tf.tensor1d([3, 4]));
    expect(Array.from(clone.dataSync())).toEqual([1, 2]);
    variable.dispose();
  });
});
