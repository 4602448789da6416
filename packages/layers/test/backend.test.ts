import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { NeuralNet, useBackend } from '../src';

const nativeIsInstalled = (() => {
  try {
    createRequire(__filename).resolve('@tensorflow/tfjs-node');
    return true;
  } catch {
    return false;
  }
})();

test('starts for all who ask at the same time', async () => {
  expect(await Promise.all([useBackend('wasm'), useBackend('wasm'), useBackend()])).toEqual([
    'wasm',
    'wasm',
    'wasm',
  ]);
});

test('is WebAssembly by default in Node.js', async () => {
  expect(await useBackend()).toBe('wasm');
  expect(tf.getBackend()).toBe('wasm');
});

test('takes another one by name', async () => {
  expect(await useBackend('cpu')).toBe('cpu');
  expect(await useBackend('wasm')).toBe('wasm');
});

test('an unknown backend is named beside the known ones', async () => {
  await expect(useBackend('wsam')).rejects.toMatchObject({
    name: 'BackendError',
    reason: 'unknown',
    message: 'There is no TensorFlow.js backend "wsam"; known backends: wasm, cpu, webgl, webgpu, tensorflow',
  });
});

test('a backend that needs what this machine lacks does not start', async () => {
  await expect(useBackend('webgl')).rejects.toMatchObject({
    reason: 'unavailable',
    message: expect.stringContaining('webgl'),
  });
  expect(await useBackend('wasm')).toBe('wasm');
});

(nativeIsInstalled ? test.skip : test)('without @tensorflow/tfjs-node it says how to add it', async () => {
  await expect(useBackend('tensorflow')).rejects.toMatchObject({
    reason: 'not-installed',
    message: expect.stringContaining('npm install @tensorflow/tfjs-node'),
  });
});

(nativeIsInstalled ? test : test.skip)('trains on @tensorflow/tfjs-node', async () => {
  const net = await NeuralNet.create({ layerSizes: [4, 3, 2], backend: 'tensorflow' });
  expect(net.backend).toBe('tensorflow');
  expect(await net.predict(new Float32Array(4))).toHaveLength(2);
  net.dispose();
});

test('without WebAssembly the CPU is the default, and an error names it', async () => {
  const { WebAssembly } = globalThis;
  Reflect.deleteProperty(globalThis, 'WebAssembly');
  try {
    tf.removeBackend('wasm');
    expect(await useBackend()).toBe('cpu');
    await expect(useBackend('webgl')).rejects.toThrow("the backend 'cpu' starts everywhere");
  } finally {
    globalThis.WebAssembly = WebAssembly;
  }
});
