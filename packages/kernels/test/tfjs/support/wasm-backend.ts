import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

/** Makes the WebAssembly backend the current one, without its advice to install another. */
export async function useWasmBackend(): Promise<void> {
  tf.env().set('PROD', true);
  await tf.setBackend('wasm');
  await tf.ready();
}

/** The memory that the backend's tensors are in. */
export function backendMemory(): WebAssembly.Memory {
  return (tf.backend() as unknown as { wasm: { asm: { memory: WebAssembly.Memory } } }).wasm.asm.memory;
}

/** Makes tensors until the backend has asked for more memory, then lets go of them. */
export function growMemory(): void {
  const before = backendMemory().buffer;
  const filling: tf.Tensor[] = [];
  while (backendMemory().buffer === before) filling.push(tf.zeros([1 << 20]));
  tf.dispose(filling);
}

/** Deviates that look normal, the same for the same seed. */
export function normal(length: number, seed: number): Float32Array {
  return Float32Array.from(tf.tidy(() => tf.randomNormal([length], 0, 1, 'float32', seed).dataSync()));
}
