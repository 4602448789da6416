import { ArgumentError, checkNumber } from '@bnlab/arguments';
import { isStream, type TrainingData } from './batch-source';

/** Examples per batch where neither the options nor the stream say. */
const BATCH_SIZE = 60;

/** The options that say how long a training is. */
export interface LengthOptions {
  /** Batches to train; either this or `epochs`. An iterator of batches needs neither: it is trained to its end. */
  trainingBatches?: number;
  /** Times that every example of a stream is seen, in place of `trainingBatches`. */
  epochs?: number;
  /** Examples per batch. Default: the stream's, or 60, as in the paper's and the lesson's experiment. */
  batchSize?: number;
}

/** How long a training is. */
export interface TrainingLength {
  readonly batchSize: number;
  /** Steps; infinite where the batches end it. */
  readonly total: number;
}

/** @throws ArgumentError if the length is not given, or given twice. */
export function checkLength<Data>(
  functionName: string,
  data: TrainingData<Data>,
  { trainingBatches, epochs, batchSize }: LengthOptions,
): void {
  for (const [name, count] of Object.entries({ trainingBatches, epochs, batchSize })) {
    if (count !== undefined) checkNumber(functionName, name, count, { min: 1, integer: true });
  }
  if (isStream(data)) {
    if ((trainingBatches === undefined) !== (epochs === undefined)) return;
    throw new ArgumentError(functionName, 'give either trainingBatches or epochs, and not both');
  }
  if (epochs === undefined) return;
  throw new ArgumentError(
    functionName,
    'epochs must be left out, as an iterator of batches has none; it is trained to its end, or for trainingBatches',
  );
}

export function batchCount<Data extends { readonly count: number }>(
  data: TrainingData<Data>,
  { trainingBatches, epochs = 1, batchSize }: LengthOptions,
): TrainingLength {
  if (!isStream(data)) return { batchSize: batchSize ?? BATCH_SIZE, total: trainingBatches ?? Infinity };
  const size = batchSize ?? data.batchSize ?? BATCH_SIZE;
  const total = trainingBatches ?? epochs * Math.ceil(data.examples.count / size);
  return { batchSize: size, total };
}
