import * as tf from '@tensorflow/tfjs-core';

/**
 * The compiled engine needs no backend of TensorFlow.js, a `tf.LayersModel` does: says which to import where a program has
 * none, since TensorFlow.js says "No backend found in registry" from the depth of its engine.
 */
export function needBackend(caller: string): void {
  if (tf.engine().backendNames().length > 0) return;
  throw new Error(
    `${caller}: a tf.LayersModel needs a backend of TensorFlow.js, and this program has none; ` +
      `import one, such as '@tensorflow/tfjs-backend-cpu', or all of '@tensorflow/tfjs'`,
  );
}
