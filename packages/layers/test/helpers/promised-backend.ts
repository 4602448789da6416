import * as tf from '@tensorflow/tfjs';

/**
 * The CPU backend under another name, whose values come with promises only, as those of WebGPU do: `dataSync` and its like
 * throw, except where a test calls them. Kernels of the backend itself may look into their tensors.
 */
export const PROMISED = 'promised';

tf.registerBackend(PROMISED, () => tf.findBackendFactory('cpu')());
tf.copyRegisteredKernels('cpu', PROMISED);

const engine = tf.engine();
const readSync = engine.readSync.bind(engine);
engine.readSync = (dataId) => {
  if (tf.getBackend() === PROMISED && !isTest(callerOfTensorFlow())) {
    throw new Error('a value was read synchronously, which not every backend can');
  }
  return readSync(dataId);
};

/** The first line of the stack that is in neither TensorFlow.js's core nor this file. */
function callerOfTensorFlow(): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 30;
  const lines = new Error().stack!.split('\n').slice(1);
  Error.stackTraceLimit = stackTraceLimit;
  return lines.find((line) => !line.includes(__filename) && !line.includes('tfjs-core')) ?? '';
}

function isTest(line: string): boolean {
  return /[\\/]test[\\/]/.test(line);
}
