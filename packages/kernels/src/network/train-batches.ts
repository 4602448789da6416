import type { LabelledInputs } from './data-set';

/** What a run of training steps came to. */
export interface TrainedBatches {
  /** Steps made. */
  batches: number;
  /** Loss of the last batch, before its step. */
  loss: number;
  /** Whether the loss of any of the batches was not finite, also where those after it were. */
  diverged: boolean;
  /** Seconds that the steps took. */
  seconds: number;
}

/** How a training makes batches of its examples and steps of its batches. */
export interface BatchTraining {
  /** Examples a batch; the last batch takes what is left. */
  batchSize: number;
  /** Step size of the optimizer. */
  learningRate: number;
}

/** What makes the steps: a `CompiledNetwork`. */
interface Trainable {
  trainStep(examples: LabelledInputs, indices: Uint32Array, learningRate: number): number;
}

/** Trains on batch after batch of `indices`, until they are used up or `milliseconds` have passed. */
export function trainBatches(
  network: Trainable,
  examples: LabelledInputs,
  indices: Uint32Array,
  { batchSize, learningRate }: BatchTraining,
  milliseconds = Infinity,
): TrainedBatches {
  const start = performance.now();
  let [batches, diverged] = [0, false];
  let loss: number;
  do {
    const at = batches * batchSize;
    loss = network.trainStep(examples, indices.subarray(at, at + batchSize), learningRate);
    diverged ||= !Number.isFinite(loss);
    batches += 1;
  } while (batches * batchSize < indices.length && performance.now() - start < milliseconds);
  return { batches, loss, diverged, seconds: (performance.now() - start) / 1000 };
}

/** Two runs, one after the other, as one. */
export function joinRuns(first: TrainedBatches, second: TrainedBatches): TrainedBatches {
  return {
    batches: first.batches + second.batches,
    loss: second.loss,
    diverged: first.diverged || second.diverged,
    seconds: first.seconds + second.seconds,
  };
}

/** @throws RangeError when there is no batch to train on. */
export function checkBatches(caller: string, indices: Uint32Array, batchSize: number): void {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`${caller}: batchSize must be a positive integer, got ${batchSize}`);
  }
  if (indices.length === 0) {
    throw new RangeError(`${caller}: indices must name at least one example, got none`);
  }
}
