import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { registerFusedKernels } from '@bnlab/kernels/tfjs';
import { train } from '../train.mjs';

/** Trains with the fused kernels of TensorFlow.js's WebAssembly backend; on the CPU where the page has no WebAssembly. */
async function trainOnPage() {
  setWasmPaths('/wasm/');
  const hasWasm = await tf.setBackend('wasm').catch(() => false);
  if (!hasWasm) await tf.setBackend('cpu');
  // Twice, as a module that is loaded anew while the page runs does.
  const first = await registerFusedKernels();
  await registerFusedKernels();
  first.unregister();
  const trained = await train((name) => `indexeddb://${name}`);
  return { ...trained, backend: tf.getBackend(), kernels: first.kernels, reason: first.reason };
}

/** What the test waits for. */
globalThis.trained = trainOnPage();
