import { beforeAll, describe } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

// Spares every test file the advice to install another backend.
tf.env().set('PROD', true);

/** The backends that every op is tested on; `BNLAB_TEST_BACKENDS` names others, between commas. */
export const backends = process.env.BNLAB_TEST_BACKENDS?.split(',') ?? ['wasm', 'cpu'];

/** Runs a suite once on each backend. */
export function describeOnBackends(name: string, suite: () => void): void {
  describe.each(backends)(`${name} (%s)`, (backend) => {
    beforeAll(async () => {
      await tf.setBackend(backend);
      await tf.ready();
    });
    suite();
  });
}
