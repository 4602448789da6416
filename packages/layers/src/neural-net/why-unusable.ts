import * as tf from '@tensorflow/tfjs-core';
import { isDisposed } from '../is-disposed';

/** Why variables on a backend cannot be used any more, where a program has taken them or the backend away. */
export function whyUnusable(backend: string, variables: readonly tf.Variable[]): string | undefined {
  if (tf.findBackendFactory(backend) === null) return `its backend "${backend}" has been removed`;
  return variables.some(isDisposed) ? 'its variables have been disposed of' : undefined;
}
