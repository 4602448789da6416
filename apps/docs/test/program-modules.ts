import * as mnist from '@bnlab/mnist';
import type { ModuleTable } from '../runner/run-program';

const published = [
  '@bnlab/core',
  '@bnlab/kernels/tfjs',
  '@bnlab/layers',
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-backend-wasm',
];

/** What the programs of the lesson may import, as their worker gives it to them. */
export const programModules: ModuleTable = {
  ...Object.fromEntries(published.map((name) => [name, () => import(name) as Promise<object>])),
  '@bnlab/viz': async () => (await import('../runner/viz-in-a-worker')).vizInAWorker(),
  '@bnlab/mnist': () => Promise.resolve(mnist),
};
