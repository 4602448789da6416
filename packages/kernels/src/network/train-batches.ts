import { checkNumber, checkOptions } from '@bnlab/arguments';
import { checkBatch } from './check-batch';
import type { LabelledInputs } from './data-set';
import type { NetworkShape } from './network-shape';

/** The result of a run of training steps. */
export interface TrainedBatches {
  /** The number of steps. */
  batches: number;
  /** The loss of the last batch, before its step. */
  loss: number;
  /** Whether the loss of any batch was not finite. */
  diverged: boolean;
  /** The seconds that the steps took. */
  seconds: number;
}

/** The settings of a run of training steps. */
export interface BatchTraining {
  /** The number of examples per batch. The last batch takes the rest. */
  batchSize: number;
  /** The step size of the optimizer. */
  learningRate: number;
}

/** The options of a run of training steps. */
export const BATCH_TRAINING = [
  'batchSize',
  'learningRate',
] as const satisfies readonly (keyof BatchTraining)[];

/** A `CompiledNetwork`. */
interface Trainable {
  trainStep(examples: LabelledInputs, indices: Uint32Array, learningRate: number): number;
}

/** Trains on the batches of `indices`, until they are used up or `milliseconds` have passed. */
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

/** The result of two runs, one after the other. */
export function joinRuns(first: TrainedBatches, second: TrainedBatches): TrainedBatches {
  return {
    batches: first.batches + second.batches,
    loss: second.loss,
    diverged: first.diverged || second.diverged,
    seconds: first.seconds + second.seconds,
  };
}

/** @throws ArgumentError if an option is unknown or out of range, or if examples or indices do not fit. */
export function checkTraining(
  caller: string,
  shape: NetworkShape,
  examples: LabelledInputs,
  indices: Uint32Array,
  options: BatchTraining,
  known: readonly string[] = BATCH_TRAINING,
): void {
  checkOptions(caller, options, known);
  checkNumber(caller, 'batchSize', options.batchSize, { min: 1, integer: true });
  checkBatch(caller, shape, examples, indices, options.learningRate);
}
