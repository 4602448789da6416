import { trainNetwork } from '@bnlab/experiments';
import { loadMnist } from '@bnlab/mnist';
import * as tf from '@tensorflow/tfjs';
import type { TrainTask } from './train-task';

// The CPU backend would greet the user and advise another package.
tf.env().set('PROD', true);

let data: ReturnType<typeof loadMnist> | undefined;

/** Trains one network in this thread; the images are loaded once a thread. */
export default async function train({ plan, batchNorm, port, backend }: TrainTask) {
  data ??= loadMnist();
  try {
    const onProgress = port.postMessage.bind(port) as (progress: unknown) => void;
    return await trainNetwork(plan, batchNorm, await data, { backend, onProgress });
  } finally {
    port.close();
  }
}
