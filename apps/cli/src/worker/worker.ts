import { trainNetwork } from '@bnlab/experiments';
import { loadData, type MnistData } from '@bnlab/mnist';
import * as tf from '@tensorflow/tfjs';
import type { TrainTask } from './train-task';

// The CPU backend would greet the user and advise another package.
tf.env().set('PROD', true);

const loaded = new Map<string, Promise<MnistData>>();

/** Trains one network in this thread; the images are loaded once a thread. */
export default async function train({ plan, batchNorm, data, port, backend }: TrainTask) {
  const images = loaded.get(data) ?? loadData(data);
  loaded.set(data, images);
  try {
    const onProgress = port.postMessage.bind(port) as (progress: unknown) => void;
    return await trainNetwork(plan, batchNorm, await images, { backend, onProgress });
  } finally {
    port.close();
  }
}
