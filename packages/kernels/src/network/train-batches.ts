import { ArgumentError, checkNumber, checkOptions } from '@bnlab/arguments';
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
  /** The step size of the optimizer, or that of each batch. */
  learningRate: number | readonly number[];
}

/** The options of a run of training steps. */
export const BATCH_TRAINING = [
  'batchSize',
  'learningRate',
] as const satisfies readonly (keyof BatchTraining)[];

/** A maker of single steps, such as a `CompiledNetwork`. */
export interface Trainable<Examples> {
  trainStep(examples: Examples, indices: Uint32Array, learningRate: number): number;
}

/** Trains on the batches of `indices` from number `first` on, until they are used up or `milliseconds` have passed. */
export function trainBatches<Examples>(
  network: Trainable<Examples>,
  examples: Examples,
  indices: Uint32Array,
  { batchSize, learningRate }: BatchTraining,
  { first = 0, milliseconds = Infinity }: { first?: number; milliseconds?: number } = {},
): TrainedBatches {
  const start = performance.now();
  let [batch, diverged] = [first, false];
  let loss: number;
  do {
    const at = batch * batchSize;
    const rate = typeof learningRate === 'number' ? learningRate : learningRate[batch]!;
    loss = network.trainStep(examples, indices.subarray(at, at + batchSize), rate);
    diverged ||= !Number.isFinite(loss);
    batch += 1;
  } while (batch * batchSize < indices.length && performance.now() - start < milliseconds);
  return { batches: batch - first, loss, diverged, seconds: (performance.now() - start) / 1000 };
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
  checkBatch(caller, shape, examples, indices, 0);
  checkBatchTraining(caller, indices, options);
}

/** @throws ArgumentError if the size or a learning rate is out of range, or there are not as many rates as batches. */
export function checkBatchTraining(
  caller: string,
  indices: Uint32Array,
  { batchSize, learningRate }: BatchTraining,
): void {
  checkNumber(caller, 'batchSize', batchSize, { min: 1, integer: true });
  if (!Array.isArray(learningRate)) return checkNumber(caller, 'learningRate', learningRate);
  const batches = Math.ceil(indices.length / batchSize);
  if (learningRate.length !== batches) {
    throw new ArgumentError(
      caller,
      `learningRate must be a number, or one for each of ${batches} batches, got ${learningRate.length}`,
    );
  }
  learningRate.forEach((rate, batch) => checkNumber(caller, `learningRate[${batch}]`, rate));
}
