import { expect, jest, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { registerFusedKernels, registerFusedKernelsSync } from '../../src/tfjs';
import { whyUnreachable } from '../../src/tfjs/wasm-backend';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { useWasmBackend } from './support/wasm-backend';

test('without the backend, refuses and says what to do', async () => {
  const { kernels, reason } = await registerFusedKernels();
  expect(kernels).toEqual([]);
  expect(reason).toMatch(
    /registerFusedKernels: there is no WebAssembly backend yet: .* await tf.setBackend\('wasm'\)/,
  );
});

test('registers once, and takes away what it registered', async () => {
  await useWasmBackend();
  const stock = tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName);
  const functions = (): unknown[] => [
    tf.getGradient('Relu').gradFunc,
    Reflect.get(tf.AdamOptimizer.prototype, 'applyGradients'),
  ];
  const before = functions();
  const first = registerFusedKernelsSync();
  expect(first.reason).toBeUndefined();
  expect(first.kernels).toContain('BnlabBatchNormTraining');
  expect(first.kernels.filter((name) => tf.getKernel(name, 'wasm') === undefined)).toEqual([]);
  const after = functions();
  const second = registerFusedKernelsSync();
  expect(second.kernels).toEqual([]);
  expect(functions()).toEqual(after);
  expect(after.some((each, i) => each === before[i])).toBe(false);
  first.unregister();
  first.unregister();
  expect(functions()).toEqual(after);
  second.unregister();
  expect(
    tf
      .getKernelsForBackend('wasm')
      .map(({ kernelName }) => kernelName)
      .sort(),
  ).toEqual(stock.sort());
  expect(functions()).toEqual(before);
  const again = await registerFusedKernels();
  expect(again.kernels).toEqual(first.kernels);
  again.unregister();
});

test('an effect that StrictMode runs twice leaves the kernels there, whichever promise comes first', async () => {
  await useWasmBackend();
  const mounts = [registerFusedKernels(), registerFusedKernels()];
  // The clean-up of the first effect, whose registration may not be done yet.
  void mounts[0]!.then(({ unregister }) => unregister());
  const [, second] = await Promise.all(mounts);
  await mounts[0]!.then(({ unregister }) => unregister());
  expect(tf.getKernel('BnlabBatchNormTraining', 'wasm')).toBeDefined();
  second!.unregister();
  expect(tf.getKernel('BnlabBatchNormTraining', 'wasm')).toBeUndefined();
});

test.each([{ register: registerFusedKernels }, { register: registerFusedKernelsSync }])(
  '$register.name refuses options',
  async ({ register }) => {
    const call = async () => register({ optimizers: false } as unknown as Record<string, never>);
    await expect(call()).rejects.toThrow(
      `${register.name}: unknown option "optimizers". There are no options.`,
    );
  },
);

test('another copy of the package, as when a module is loaded anew, replaces nothing again', async () => {
  await useWasmBackend();
  const { unregister } = registerFusedKernelsSync();
  const kernel = tf.getKernel('BatchMatMul', 'wasm').kernelFunc;
  const copy = await new Promise<{ registerFusedKernelsSync: typeof registerFusedKernelsSync }>((resolve) => {
    jest.isolateModules(() => resolve(jest.requireActual('../../src/tfjs')));
  });
  expect(copy.registerFusedKernelsSync).not.toBe(registerFusedKernelsSync);
  const ofCopy = copy.registerFusedKernelsSync();
  expect(ofCopy.kernels).toEqual([]);
  expect(tf.getKernel('BatchMatMul', 'wasm').kernelFunc).toBe(kernel);
  unregister();
  expect(tf.getKernel('BatchMatMul', 'wasm').kernelFunc).toBe(kernel);
  ofCopy.unregister();
  const later = copy.registerFusedKernelsSync();
  expect(later.kernels).toContain('BatchMatMul');
  later.unregister();
});

test('leaves every other backend as it is', async () => {
  await useWasmBackend();
  const before = tf.getKernelsForBackend('cpu').length;
  const { unregister } = await registerFusedKernels();
  expect(tf.getKernelsForBackend('cpu')).toHaveLength(before);
  unregister();
});

test('works in the memory of the backend that there is now', async () => {
  await useWasmBackend();
  const { unregister } = await registerFusedKernels();
  const normalize = () =>
    tf.tidy(() => {
      const x = tf.tensor1d([1, 3]);
      const view = { outer: 2, channels: 1, inner: 1, epsilon: 3 };
      const [y] = tf.engine().runKernel('BnlabBatchNormTraining', { x }, view) as unknown as tf.Tensor[];
      return Array.from(y!.dataSync());
    });
  expect(normalize()).toEqual([-0.5, 0.5]);
  const factory = tf.engine().registryFactory.wasm!.factory;
  tf.removeBackend('wasm');
  tf.registerBackend('wasm', factory, 3);
  await useWasmBackend();
  expect(normalize()).toEqual([-0.5, 0.5]);
  unregister();
});

test('refuses the threaded build and versions with another memory', async () => {
  await useWasmBackend();
  const shared = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  expect(whyUnreachable({ wasm: { asm: { memory: shared } } })).toMatch(/WASM_HAS_MULTITHREAD_SUPPORT/);
  expect(whyUnreachable({ wasm: { HEAPU8: new Uint8Array(shared.buffer) } })).toMatch(/threaded build/);
  expect(whyUnreachable({})).toMatch(/4\.22 is known to work/);
  expect(whyUnreachable({ wasm: { asm: { memory: new WebAssembly.Memory({ initial: 1 }) } } })).toMatch(
    /4\.22/,
  );
  const backend = tf.backend() as BackendWasm;
  const elsewhere = {
    wasm: {
      ...(backend as unknown as { wasm: object }).wasm,
      asm: { memory: new WebAssembly.Memory({ initial: 1 }) },
    },
    dataIdMap: backend.dataIdMap,
    makeOutput: backend.makeOutput.bind(backend),
    typedArrayFromHeap: backend.typedArrayFromHeap.bind(backend),
    disposeData: backend.disposeData.bind(backend),
    incRef: backend.incRef.bind(backend),
  };
  expect(whyUnreachable(elsewhere)).toMatch(/4\.22/);
  expect(whyUnreachable(backend)).toBeUndefined();
});
