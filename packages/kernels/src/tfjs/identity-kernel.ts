import type * as tf from '@tensorflow/tfjs-core';
import type { WasmBackend } from './wasm-backend';

/**
 * The same values as a tensor of their own, without a copy: both tensors share one place, which is freed with the last of
 * them, as after a reshape. Tensors never change, so nobody can tell.
 *
 * TensorFlow.js clones every tensor that a gradient will need. Its own kernel on this backend copies it.
 */
export function identity({
  inputs: { x },
  backend,
}: {
  inputs: { x: tf.TensorInfo };
  backend: WasmBackend;
}): tf.TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}
