import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threads from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { registerFusedKernels } from '@bnlab/kernels/tfjs';
import { train } from '../train.mjs';

/** Trains on TensorFlow.js's WebAssembly backend with the fused kernels. */
async function trainOnPage() {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': threads,
  });
  await tf.setBackend('wasm');
  const { kernels } = await registerFusedKernels();
  const trained = await train((name) => `indexeddb://${name}`);
  return { ...trained, backend: tf.getBackend(), kernels };
}

/** What the test waits for. */
globalThis.trained = trainOnPage();
