import * as tf from '@tensorflow/tfjs-core';

/** Whether a variable has been disposed of: `tf.disposeVariables` does not tell the variables that it did. */
export function isDisposed(variable: tf.Variable): boolean {
  return variable.isDisposed || tf.engine().registeredVariables[variable.name] !== variable;
}
