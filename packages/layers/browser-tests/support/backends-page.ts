import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgpu';
import { registerFusedKernels } from '@bnlab/kernels/tfjs';
import { checkLaws, type LawCount, type LawsToCheck } from '../../test/helpers/check-laws';
import { trainPolicies } from '../../test/helpers/train-policies';

export interface PageBackend {
  backend: 'cpu' | 'wasm' | 'webgl' | 'webgpu';
  /** Of `wasm`: with the kernels of `@bnlab/kernels/tfjs`. */
  fused?: boolean;
}

export interface OnBackend {
  core: LawCount;
  layer: LawCount;
  /** Whether the WebAssembly backend shares its memory with threads. */
  threads: boolean;
  policies: string[];
}

/** Starts a backend in the page, and checks the laws and what waits for values on it. */
async function checkBackend({ backend, fused = false }: PageBackend, which: LawsToCheck): Promise<OnBackend> {
  tf.env().set('PROD', true);
  if (!(await tf.setBackend(backend))) throw new Error(`${backend} does not start`);
  await tf.ready();
  if (fused) {
    const { reason } = await registerFusedKernels();
    if (reason !== undefined) throw new Error(reason);
  }
  const { wasm } = tf.backend() as { wasm?: { HEAPU8: Uint8Array } };
  const threads = wasm !== undefined && !(wasm.HEAPU8.buffer instanceof ArrayBuffer);
  return { ...(await checkLaws(which)), threads, policies: await trainPolicies() };
}

declare global {
  var checkBackend: (of: PageBackend, which: LawsToCheck) => Promise<OnBackend>;
}
globalThis.checkBackend = checkBackend;
