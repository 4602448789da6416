import { beforeAll, describe } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

// Spares every test file the advice to install another backend.
tf.env().set('PROD', true);

/** Makes a backend the current one for the tests of a file. */
export function useBackendInTests(backend: string): void {
  beforeAll(async () => {
    await tf.setBackend(backend);
    await tf.ready();
  });
}

/** Runs a suite once on each backend that Node.js has without native libraries. */
export function describeOnBackends(name: string, suite: () => void): void {
  describe.each(['wasm', 'cpu'])(`${name} (%s)`, (backend) => {
    useBackendInTests(backend);
    suite();
  });
}
