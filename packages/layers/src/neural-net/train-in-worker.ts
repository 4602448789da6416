import { NetworkWorker } from '@bnlab/kernels';
import type { ExampleStream } from './examples';
import type { NetworkDescription } from './network-description';
import type { NetworkState } from './network-state';
import { withDefaults, type TrainingOptions, type TrainingProgress } from './train';

/** Seconds of work that the worker is handed at a time: how soon it stops, and how often there is progress. */
const CHUNK_SECONDS = 0.05;

/** What is trained: read at the start, and given its new state however the training ends. */
export interface TrainedElsewhere {
  readonly description: NetworkDescription;
  getState(): Promise<NetworkState>;
  setState(state: NetworkState): void;
}

/** See {@link NeuralNet.trainInWorker}. */
export async function* trainInWorker(
  net: TrainedElsewhere,
  batches: ExampleStream,
  options: TrainingOptions,
): AsyncGenerator<TrainingProgress, void> {
  const { trainingBatches, batchSize, batchesPerSample, learningRate, validation, signal } =
    withDefaults(options);
  signal?.throwIfAborted();
  const worker = await NetworkWorker.create(net.description, await net.getState());
  try {
    const measure = async (step: number) => {
      const isDue = step === trainingBatches || step % batchesPerSample === 0;
      if (!validation || !isDue) return {};
      return { validationAccuracy: (await worker.evaluate(validation, 'population')).accuracy };
    };
    let [trainingSeconds, diverged, chunk] = [0, false, 1];
    yield { step: 0, diverged, ...(await measure(0)), trainingSeconds };
    for (let step = 0; step < trainingBatches;) {
      const nextSample = Math.min(trainingBatches, step + batchesPerSample - (step % batchesPerSample));
      const count = Math.min(chunk, nextSample - step);
      const indices = nextBatches(batches, count, batchSize);
      const trained = await worker.train(batches.examples, indices, { batchSize, learningRate });
      const { loss, seconds } = trained;
      step += count;
      trainingSeconds += seconds;
      diverged ||= trained.diverged;
      // From 1 batch on, as many as fill the time, but no more than twice as many as the last time.
      chunk = Math.max(1, Math.min(2 * count, Math.round((count * CHUNK_SECONDS) / seconds)));
      signal?.throwIfAborted();
      yield { step, loss, diverged, ...(await measure(step)), trainingSeconds };
    }
  } finally {
    const state = await worker.getState().finally(() => worker.terminate());
    net.setState(state);
  }
}

function nextBatches(batches: ExampleStream, count: number, batchSize: number): Uint32Array {
  const indices = new Uint32Array(count * batchSize);
  for (let batch = 0; batch < count; batch++) indices.set(batches.nextIndices(batchSize), batch * batchSize);
  return indices;
}
