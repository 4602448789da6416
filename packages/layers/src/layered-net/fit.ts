import { ArgumentError, checkBoolean, checkNumber, checkOptions } from '@bnlab/arguments';
import type { GraphExamples, LearningRate } from '@bnlab/kernels';
import { batches } from '../neural-net/batches';
import { train } from '../neural-net/train';
import type { FitValues } from './examples-of';
import type { LayeredEngine } from './layered-engine';

/** Options of {@link LayeredNet.fit} and `CompiledModel.fit`, named as those of `tf.LayersModel.fit` where that has them. */
export interface FitOptions {
  /** Examples per step. Default: 32. */
  batchSize?: number;
  /** Times that every example is seen. Default: 1. */
  epochs?: number;
  /** Whether each epoch has an order of its own. Default: `true`. */
  shuffle?: boolean;
  /** An integer that the orders come from. Default: 1. */
  seed?: number;
  /** Above 0, or a function of the network's step, 1 being its first. Default: that of the model's optimizer. */
  learningRate?: number | LearningRate;
  /** Inputs and labels to measure after each epoch. */
  validationData?: readonly [x: FitValues, y: FitValues];
  /** Share of the examples, the last ones, that are measured and not trained on; in [0, 1). Default: 0. */
  validationSplit?: number;
  /**
   * Stops once the validation loss has not fallen for `patience` epochs, and goes back to the epoch where it was lowest.
   * Needs validation.
   */
  earlyStopping?: { readonly patience: number };
  /** Functions to call during the training. */
  callbacks?: {
    /** Called after each epoch, the first being 0, with its row of the history. */
    onEpochEnd?: (epoch: number, logs: EpochLogs) => void | Promise<void>;
  };
  /** Stops between two steps. */
  signal?: AbortSignal;
}

/** What one epoch came to. */
export interface EpochLogs {
  /** The mean loss of the epoch's batches, each before its step. */
  readonly loss: number;
  /** Of the validation examples after the epoch. */
  readonly val_loss?: number;
  /** The share of them that is right, where the loss is a cross-entropy. */
  readonly val_acc?: number;
}

/** As `tf.History`: the epochs made, and what each came to. */
export interface FitHistory {
  readonly epoch: readonly number[];
  readonly history: { readonly [measure in keyof EpochLogs]: readonly number[] };
  /** The epoch whose state the network has: the last, or the best where it stopped early. */
  readonly bestEpoch: number;
}

const optionNames: readonly (keyof FitOptions)[] = [
  'batchSize',
  'epochs',
  'shuffle',
  'seed',
  'learningRate',
  'validationData',
  'validationSplit',
  'earlyStopping',
  'callbacks',
  'signal',
];

/** @throws ArgumentError if an option is unknown or out of range, or one needs another. */
export function checkFitOptions(caller: string, options: FitOptions): void {
  checkOptions(caller, options, optionNames);
  const { batchSize = 32, epochs = 1, shuffle = true, seed = 1, validationSplit = 0 } = options;
  checkNumber(caller, 'batchSize', batchSize, { min: 1, integer: true });
  checkNumber(caller, 'epochs', epochs, { min: 1, integer: true });
  checkBoolean(caller, 'shuffle', shuffle);
  checkNumber(caller, 'seed', seed, { integer: true });
  checkNumber(caller, 'validationSplit', validationSplit, { min: 0, below: 1 });
  const { learningRate, earlyStopping, validationData, callbacks } = options;
  if (learningRate !== undefined && typeof learningRate !== 'function') {
    checkNumber(caller, 'learningRate', learningRate, { above: 0 });
  }
  if (callbacks !== undefined) checkOptions(caller, callbacks, ['onEpochEnd'], 'callbacks');
  if (validationData !== undefined && validationSplit > 0) {
    throw new ArgumentError(caller, 'validationData and validationSplit must not be used together');
  }
  if (earlyStopping === undefined) return;
  checkOptions(caller, earlyStopping, ['patience'], 'earlyStopping');
  checkNumber(caller, 'earlyStopping.patience', earlyStopping.patience, { min: 1, integer: true });
  if (validationData === undefined && validationSplit === 0) {
    throw new ArgumentError(caller, 'earlyStopping needs validationData or validationSplit');
  }
}

/** See {@link LayeredNet.fit}; options are checked. */
export async function fit(
  engine: LayeredEngine,
  examples: GraphExamples,
  validation: GraphExamples | undefined,
  options: FitOptions & { learningRate: number | LearningRate },
): Promise<FitHistory> {
  const { batchSize = 32, epochs = 1, shuffle = true, seed = 1, callbacks } = options;
  const { learningRate, earlyStopping, signal } = options;
  const stream = batches(examples, { batchSize, shuffle, seed });
  const { batchesPerEpoch } = stream;
  const rows: EpochLogs[] = [];
  let bestStep: number | undefined;
  engine.sums = { loss: 0, examples: 0 };
  const progress = train(engine, stream, {
    ...{ learningRate, epochs, validation, signal },
    batchesPerSample: batchesPerEpoch,
    ...(earlyStopping && { earlyStopping }),
  });
  for await (const { step, validationLoss, validationAccuracy, ...more } of progress) {
    if (step === 0 || step % batchesPerEpoch !== 0) continue;
    const knowsAccuracy = validationAccuracy !== undefined && !Number.isNaN(validationAccuracy);
    const row = {
      loss: engine.sums.loss / engine.sums.examples,
      ...(validationLoss !== undefined && { val_loss: validationLoss }),
      ...(knowsAccuracy && { val_acc: validationAccuracy }),
    };
    engine.sums = { loss: 0, examples: 0 };
    rows.push(row);
    bestStep = more.bestStep;
    await callbacks?.onEpochEnd?.(rows.length - 1, row);
  }
  const bestEpoch = bestStep === undefined ? rows.length - 1 : bestStep / batchesPerEpoch - 1;
  return { ...historyOf(rows), bestEpoch };
}

function historyOf(rows: readonly EpochLogs[]): Pick<FitHistory, 'epoch' | 'history'> {
  const column = (measure: keyof EpochLogs) => rows.flatMap((row) => row[measure] ?? []);
  const [losses, accuracies] = [column('val_loss'), column('val_acc')];
  const history = {
    loss: column('loss'),
    ...(losses.length > 0 ? { val_loss: losses } : {}),
    ...(accuracies.length > 0 ? { val_acc: accuracies } : {}),
  };
  return { epoch: rows.map((_, epoch) => epoch), history };
}
