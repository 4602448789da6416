import * as tf from '@tensorflow/tfjs';
import { registerFusedKernels } from '@bnlab/kernels/tfjs';

/** The gradient of a convolution's filter, which TensorFlow.js has no kernel for on WebAssembly. */
export const FILTER_GRADIENT = 'Conv2DBackpropFilter';

/** Registers our kernel of the filter's gradient, and none of the others, so that the stock side can train. Returns it. */
export async function lendFilterGradient() {
  const registration = await registerFusedKernels();
  if (registration.reason) throw new Error(registration.reason);
  const lent = tf.getKernel(FILTER_GRADIENT, 'wasm');
  registration.unregister();
  tf.registerKernel(lent);
  return lent;
}
