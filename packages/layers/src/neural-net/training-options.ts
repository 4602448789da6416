import { ArgumentError, checkNumber, checkOptions } from '@bnlab/arguments';
import type { LearningRate } from '@bnlab/kernels';
import { checkTrainingData, type TrainingData } from './batch-source';
import type { Examples } from './examples';
import { checkLength, type LengthOptions } from './training-length';

/** How long a network is trained, how fast, and what is measured on the way. */
export interface TrainingOptions<Data = Examples> extends LengthOptions {
  /** Step size of the optimizer, above 0, or a function of the network's step, 1 being its first. */
  learningRate: number | LearningRate;
  /** Batches between two measurements of validation. Default 500. */
  batchesPerSample?: number;
  /** Examples to measure loss and accuracy on as training goes; without them none is measured. */
  validation?: Data;
  /**
   * Stops once the validation loss has not fallen for `patience` measurements. At the end the network goes back to the
   * measurement where it was lowest. Needs `validation`. Default: trains to the end, and keeps the last state.
   */
  earlyStopping?: { readonly patience: number };
  /** Stops the training between two steps. */
  signal?: AbortSignal;
}

/** How far training is. */
export interface TrainingProgress {
  /** Batches trained in this call. */
  step: number;
  /** Loss of the last batch, before its update; absent at step 0. */
  loss?: number;
  /** Whether the loss of any batch so far, of those between two readings too, was not a finite number. */
  diverged: boolean;
  /** With population statistics; present at step 0, every `batchesPerSample` steps, and at the end. */
  validationAccuracy?: number;
  /** Present with {@link validationAccuracy}. */
  validationLoss?: number;
  /** The step of the lowest validation loss so far; present with it where `earlyStopping` is asked for. */
  bestStep?: number;
  /** Seconds spent in training steps, measurements not counted. */
  trainingSeconds: number;
}

const optionNames = [
  'learningRate',
  'trainingBatches',
  'epochs',
  'batchSize',
  'batchesPerSample',
  'validation',
  'earlyStopping',
  'signal',
] as const satisfies readonly (keyof TrainingOptions)[];

/**
 * Checks the batches and the options of a training; whether examples fit the network is for the network to say.
 *
 * @throws ArgumentError if an option is unknown, missing or out of range.
 */
export function checkTraining<Data>(
  functionName: string,
  batches: TrainingData<Data>,
  options: TrainingOptions<Data>,
): void {
  checkTrainingData(functionName, batches);
  checkOptions(functionName, options, optionNames);
  const { learningRate, batchesPerSample, validation, earlyStopping } = withDefaults(options);
  if (typeof learningRate !== 'function') {
    checkNumber(functionName, 'learningRate', learningRate, { above: 0 });
  }
  checkNumber(functionName, 'batchesPerSample', batchesPerSample, { min: 1, integer: true });
  checkLength(functionName, batches, options);
  if (earlyStopping === undefined) return;
  checkOptions(functionName, earlyStopping, ['patience'], 'earlyStopping');
  checkNumber(functionName, 'earlyStopping.patience', earlyStopping.patience, { min: 1, integer: true });
  if (validation !== undefined) return;
  throw new ArgumentError(functionName, 'earlyStopping needs validation; give examples to measure on');
}

export function withDefaults<Data>({ batchesPerSample = 500, ...rest }: TrainingOptions<Data>) {
  return { ...rest, batchesPerSample };
}
