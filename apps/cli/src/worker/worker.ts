import { trainNetwork } from '@bnlab/experiments';
import { loadData, type MnistData } from '@bnlab/mnist';
import '../quiet-tensorflow';
import type { TrainTask } from './train-task';

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
