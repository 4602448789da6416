import {
  joinRuns,
  trainBatches,
  type BatchTraining,
  type Trainable,
  type TrainedBatches,
} from '../network/train-batches';

/** Milliseconds of training between two looks at the messages. */
const SLICE_MS = 50;

/** Trains slice by slice, telling after each how far it is; ends early once it is cancelled. */
export async function trainInSlices<Examples>(
  network: Trainable<Examples>,
  examples: Examples,
  indices: Uint32Array,
  training: BatchTraining,
  { onProgress, isCancelled }: { onProgress: (done: TrainedBatches) => void; isCancelled: () => boolean },
): Promise<TrainedBatches> {
  let done: TrainedBatches = { batches: 0, loss: NaN, diverged: false, seconds: 0 };
  for (;;) {
    // A message that was sent before this call may say that it need not begin.
    await letMessagesIn();
    const isDone = done.batches * training.batchSize >= indices.length;
    if (isDone || isCancelled()) return done;
    const slice = { first: done.batches, milliseconds: SLICE_MS };
    done = joinRuns(done, trainBatches(network, examples, indices, training, slice));
    onProgress(done);
  }
}

/** Timers would do as well, but browsers make them wait. */
function letMessagesIn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
