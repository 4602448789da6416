import { beforeAll, describe } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import './promised-backend';

// Spares every test file the advice to install another backend.
tf.env().set('PROD', true);

/** The backends that layers are tested on; `BNLAB_TEST_BACKENDS` names others, between commas. */
export const backends = process.env.BNLAB_TEST_BACKENDS?.split(',') ?? ['wasm', 'cpu'];

/** Makes a backend the current one for the tests of a file. */
export function useBackendInTests(backend: string): void {
  beforeAll(async () => {
    await tf.setBackend(backend);
    await tf.ready();
  });
}

/** Runs a suite once on each of {@link backends}. */
export function describeOnBackends(name: string, suite: () => void): void {
  describe.each(backends)(`${name} (%s)`, (backend) => {
    useBackendInTests(backend);
    suite();
  });
}
