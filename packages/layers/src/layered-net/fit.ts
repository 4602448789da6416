import { ArgumentError, checkBoolean, checkNumber, checkOptions } from '@bnlab/arguments';
import type { GraphExamples, LearningRate } from '@bnlab/kernels';
import type * as tfl from '@tensorflow/tfjs-layers';
import { batches } from '../neural-net/batches';
import { inSlices, trainSlices } from '../neural-net/train-slices';
import type { TrainingOptions } from '../neural-net/training-options';
import type { FitValues } from './examples-of';
import { CallbackList, checkCallbacks, type EpochLogs, type FitCallbacks, known } from './fit-callbacks';
import type { LayeredEngine, StepSums } from './layered-engine';

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
  /** Functions to call during the training. Default: none. */
  callbacks?: FitCallbacks | readonly FitCallbacks[];
  /** 0, 1 or 2, as for `tf.LayersModel.fit`; nothing is printed in any case. Default: 0. */
  verbose?: 0 | 1 | 2;
  /** Stops between two steps. */
  signal?: AbortSignal;
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
  'verbose',
  'signal',
];

/**
 * @param model - What callbacks of TensorFlow.js are told of, where there is one.
 * @throws ArgumentError if an option is unknown or out of range, or one needs another.
 */
export function checkFitOptions(
  caller: string,
  options: FitOptions,
  model: tfl.LayersModel | undefined,
): void {
  checkOptions(caller, options, optionNames);
  const { batchSize = 32, epochs = 1, shuffle = true, seed = 1, validationSplit = 0 } = options;
  checkNumber(caller, 'batchSize', batchSize, { min: 1, integer: true });
  checkNumber(caller, 'epochs', epochs, { min: 1, integer: true });
  checkBoolean(caller, 'shuffle', shuffle);
  checkNumber(caller, 'seed', seed, { integer: true });
  checkNumber(caller, 'validationSplit', validationSplit, { min: 0, below: 1 });
  const { learningRate, earlyStopping, validationData, callbacks, verbose } = options;
  if (learningRate !== undefined && typeof learningRate !== 'function') {
    checkNumber(caller, 'learningRate', learningRate, { above: 0 });
  }
  if (callbacks !== undefined) checkCallbacks(caller, callbacks, model);
  if (verbose !== undefined) checkNumber(caller, 'verbose', verbose, { integer: true, min: 0, max: 2 });
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

/** The network and the data of `fit`. */
interface Fitted {
  readonly engine: LayeredEngine;
  readonly examples: GraphExamples;
  readonly validation: GraphExamples | undefined;
  /** The model that callbacks of TensorFlow.js receive, where there is one. */
  readonly model: tfl.LayersModel | undefined;
}

/** See {@link LayeredNet.fit}; options are checked. */
export async function fit(
  { engine, examples, validation, model }: Fitted,
  options: FitOptions & { learningRate: number | LearningRate },
): Promise<FitHistory> {
  const { batchSize = 32, epochs = 1, shuffle = true, seed = 1, verbose = 0 } = options;
  const { learningRate, earlyStopping, signal } = options;
  const stream = batches(examples, { batchSize, shuffle, seed });
  const { batchesPerEpoch } = stream;
  const { count } = examples;
  const callbacks = new CallbackList(options.callbacks, model, {
    ...{ epochs, initialEpoch: 0, samples: count, steps: null, batchSize, verbose },
    ...{ doValidation: validation !== undefined, metrics: [] },
  });
  const rows: EpochLogs[] = [];
  let bestStep: number | undefined;
  engine.sums = noSteps();
  const sizeOf = (batch: number) => Math.min(batchSize, count - batch * batchSize);
  const slices = callbacks.around(inSlices(engine), {
    ...{ batchesPerEpoch, sizeOf },
    hitsSoFar: () => engine.sums!.hits,
  });
  const training: TrainingOptions<GraphExamples> = {
    ...{ learningRate, epochs, validation, signal },
    batchesPerSample: batchesPerEpoch,
    ...(earlyStopping && { earlyStopping }),
  };
  // The examples are the network's own, and checked.
  const progress = trainSlices(
    () => slices,
    stream,
    training,
    () => undefined,
  );
  await callbacks.call('onTrainBegin');
  for await (const { step, validationLoss, validationAccuracy, ...more } of progress) {
    if (step === 0 || step % batchesPerEpoch !== 0) continue;
    const { loss, hits, examples: trained } = engine.sums;
    const row = {
      loss: loss / trained,
      ...known({ acc: hits / trained, val_acc: validationAccuracy }),
      ...(validationLoss !== undefined && { val_loss: validationLoss }),
    };
    engine.sums = noSteps();
    rows.push(row);
    bestStep = more.bestStep;
    await callbacks.call('onEpochEnd', rows.length - 1, row);
    if (!callbacks.isStopped) continue;
    // What stops so keeps the state that it has.
    bestStep = undefined;
    break;
  }
  await callbacks.call('onTrainEnd');
  const bestEpoch = bestStep === undefined ? rows.length - 1 : bestStep / batchesPerEpoch - 1;
  return { ...historyOf(rows), bestEpoch };
}

function historyOf(rows: readonly EpochLogs[]): Pick<FitHistory, 'epoch' | 'history'> {
  const column = (measure: keyof EpochLogs) => rows.flatMap((row) => row[measure] ?? []);
  const others = (['acc', 'val_loss', 'val_acc'] as const).filter((measure) => column(measure).length > 0);
  const history = {
    loss: column('loss'),
    ...Object.fromEntries(others.map((measure) => [measure, column(measure)])),
  };
  return { epoch: rows.map((_, epoch) => epoch), history };
}

function noSteps(): StepSums {
  return { loss: 0, hits: 0, examples: 0 };
}
