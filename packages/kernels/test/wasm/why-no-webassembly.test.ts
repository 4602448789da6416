import { expect, test } from '@jest/globals';
import { whyNoWebAssembly } from '../../src/wasm/why-no-webassembly';

test('says nothing where kernels run', () => {
  expect(whyNoWebAssembly(() => true)).toBeUndefined();
});

test('names the engine where the kernels are not valid', () => {
  expect(whyNoWebAssembly(() => false)).toMatch(/does not run WebAssembly SIMD; Node.js 16/);
});
