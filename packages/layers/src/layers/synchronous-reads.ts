import * as tf from '@tensorflow/tfjs-core';

/** Backends whose tensors lie in this process: reading one is a copy, and cheaper than an operation. */
const inProcess = ['wasm', 'cpu', 'tensorflow'];

/** Whether the current backend gives values at once, at the cost of a copy. */
export function readsAtOnce(): boolean {
  return inProcess.includes(tf.getBackend());
}

/** Whether the current backend gives values without a promise at all; WebGL holds up the program until they are there. */
export function canWaitForValues(): boolean {
  return readsAtOnce() || tf.getBackend() === 'webgl';
}

/** Calls a function with the values of a tensor once they are there. The tensor may be disposed of before. */
export async function whenRead(tensor: tf.Tensor, use: (values: tf.TypedArray) => void): Promise<void> {
  const copy = tf.keep(tensor.clone());
  let values: tf.TypedArray;
  try {
    values = await copy.data();
  } catch {
    // The backend went away with the values, and what was to be said of them.
    return;
  } finally {
    copy.dispose();
  }
  use(values);
}

/**
 * An error found in values that came after the call that it is about, which the next call throws: on backends that give
 * values with promises only there is no other way.
 */
export class LateError {
  #error: Error | undefined;

  /** Of several the first counts. */
  report(error: Error): void {
    this.#error ??= error;
  }

  throwIfAny(): void {
    const error = this.#error;
    this.#error = undefined;
    if (error) throw error;
  }
}
