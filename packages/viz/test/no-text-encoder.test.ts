import { expect, it } from '@jest/globals';

it('imports where there is no TextEncoder, as in pages that jsdom stands in for', async () => {
  const { TextEncoder, TextDecoder } = globalThis;
  Object.assign(globalThis, { TextEncoder: undefined, TextDecoder: undefined });
  try {
    await expect(import('../src')).resolves.toHaveProperty('accuracyChart');
  } finally {
    Object.assign(globalThis, { TextEncoder, TextDecoder });
  }
});
