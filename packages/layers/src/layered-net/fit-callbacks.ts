import { ArgumentError, checkFunction, isPlainObject, nearestName, show } from '@bnlab/arguments';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { SliceEngine } from '../neural-net/train-slices';

/** The logs of one batch. */
export interface BatchLogs {
  /** Its number in the epoch, the first being 0. */
  readonly batch: number;
  /** Its examples. */
  readonly size: number;
  /** Before its step. */
  readonly loss: number;
  /** The share of its examples that was right before its step, where the loss is a cross-entropy. */
  readonly acc?: number;
}

/** The logs of one epoch. */
export interface EpochLogs {
  /** The mean loss of the epoch's batches, each before its step. */
  readonly loss: number;
  /** The share of the epoch's examples that was right, each before its step, where the loss is a cross-entropy. */
  readonly acc?: number;
  /** Of the validation examples after the epoch. */
  readonly val_loss?: number;
  /** The share of them that is right, where the loss is a cross-entropy. */
  readonly val_acc?: number;
}

/**
 * Functions to call during `fit`, named as those of `tf.LayersModel.fit`. Each is waited for. A callback of TensorFlow.js,
 * such as `tf.callbacks.earlyStopping({ patience: 3 })`, serves `CompiledModel.fit`, whose model it may stop.
 */
export interface FitCallbacks {
  /** Called once, before the first epoch. */
  onTrainBegin?: () => unknown;
  /** Called once, after the last epoch, also where training was stopped. */
  onTrainEnd?: () => unknown;
  /** Called before each epoch, the first being 0. */
  onEpochBegin?: (epoch: number) => unknown;
  /** Called after each epoch with its row of the history. */
  onEpochEnd?: (epoch: number, logs: EpochLogs) => unknown;
  /** Called before each batch of an epoch, the first being 0. */
  onBatchBegin?: (batch: number) => unknown;
  /** Called after each batch of an epoch. */
  onBatchEnd?: (batch: number, logs: BatchLogs) => unknown;
}

/** A callback of TensorFlow.js, which is told of its model. */
type StockCallback = FitCallbacks & {
  setModel(model: tfl.LayersModel): void;
  setParams(params: object): void;
};

const hooks: readonly (keyof FitCallbacks)[] = [
  'onTrainBegin',
  'onTrainEnd',
  'onEpochBegin',
  'onEpochEnd',
  'onBatchBegin',
  'onBatchEnd',
];

/** @throws ArgumentError if one is no callback, or needs a `tf.LayersModel` where there is none. */
export function checkCallbacks(caller: string, callbacks: unknown, model: tfl.LayersModel | undefined): void {
  for (const callback of [callbacks].flat()) {
    if (typeof callback !== 'object' || callback === null) {
      throw new ArgumentError(
        caller,
        `callbacks must be an object of functions, or several in an array, got ${show(callback)}`,
      );
    }
    if (isStock(callback)) {
      if (model) continue;
      throw new ArgumentError(
        caller,
        'callbacks must be functions here, as a callback of TensorFlow.js needs a tf.LayersModel; use compileTraining, ' +
          'or earlyStopping: { patience }',
      );
    }
    checkHooks(caller, callback);
  }
}

function checkHooks(caller: string, callback: FitCallbacks): void {
  for (const name of namesToKnow(callback)) {
    if ((hooks as readonly string[]).includes(name)) continue;
    throw new ArgumentError(caller, `unknown option "callbacks.${name}". ${nearestName(name, hooks)}`);
  }
  for (const name of hooks) {
    if (callback[name] !== undefined) checkFunction(caller, `callbacks.${name}`, callback[name]);
  }
}

/** All keys of a plain object; an instance of a class has fields of its own, so of it those that are named like a hook. */
function namesToKnow(callback: object): string[] {
  if (isPlainObject(callback)) return Object.keys(callback);
  return [...namesOf(callback)].filter((name) => /^on[A-Z]/.test(name));
}

/** The names of an instance's fields and methods, those of the classes it extends included. */
function* namesOf(instance: object): Generator<string> {
  const prototype = Object.getPrototypeOf(instance) as object | null;
  if (prototype === null) return;
  yield* Object.getOwnPropertyNames(instance);
  yield* namesOf(prototype);
}

function isStock(callback: object): callback is StockCallback {
  return 'setModel' in callback && typeof callback.setModel === 'function';
}

/** The callbacks of one call of `fit`. */
export class CallbackList {
  readonly #callbacks: readonly FitCallbacks[];
  /** The model that callbacks of TensorFlow.js may stop, where there are any. */
  readonly #model: tfl.LayersModel | undefined;

  constructor(
    callbacks: FitCallbacks | readonly FitCallbacks[] | undefined,
    model: tfl.LayersModel | undefined,
    params: object,
  ) {
    this.#callbacks = callbacks === undefined ? [] : [callbacks].flat();
    const stock = this.#callbacks.filter(isStock);
    for (const callback of stock) {
      callback.setParams(params);
      callback.setModel(model!);
    }
    if (stock.length === 0) return;
    this.#model = model!;
    this.#model.stopTraining = false;
  }

  /** Whether a callback has asked the model to stop, as those of TensorFlow.js do. */
  get isStopped(): boolean {
    return this.#model?.stopTraining === true;
  }

  async call<Hook extends keyof FitCallbacks>(
    hook: Hook,
    ...args: Parameters<NonNullable<FitCallbacks[Hook]>>
  ): Promise<void> {
    for (const callback of this.#callbacks) {
      await (callback[hook] as ((...args: unknown[]) => unknown) | undefined)?.(...args);
    }
  }

  /** An engine that tells when epochs begin, and stops after every batch where something waits for it. */
  around<Data>(
    engine: SliceEngine<Data>,
    {
      batchesPerEpoch,
      sizeOf,
      hitsSoFar,
    }: { batchesPerEpoch: number; sizeOf: (batch: number) => number; hitsSoFar: () => number },
  ): SliceEngine<Data> {
    const areBatchesTold = this.#callbacks.some(
      ({ onBatchBegin, onBatchEnd }) => onBatchBegin !== undefined || onBatchEnd !== undefined,
    );
    let steps = 0;
    return {
      evaluate: (examples, statistics) => engine.evaluate(examples, statistics),
      keepState: () => engine.keepState(),
      trainSlice: async (slice) => {
        const batch = steps % batchesPerEpoch;
        if (batch === 0) await this.call('onEpochBegin', steps / batchesPerEpoch);
        if (areBatchesTold) await this.call('onBatchBegin', batch);
        const hitsBefore = hitsSoFar();
        const trained = await engine.trainSlice(areBatchesTold ? { ...slice, most: 1 } : slice);
        if (areBatchesTold) {
          const size = sizeOf(batch);
          const acc = (hitsSoFar() - hitsBefore) / size;
          await this.call('onBatchEnd', batch, { batch, size, loss: trained.loss!, ...known({ acc }) });
        }
        steps += trained.steps;
        return trained;
      },
    };
  }
}

/** Measures by name, without those that there are not. */
export function known<Name extends string>(measures: {
  readonly [name in Name]: number | undefined;
}): { [name in Name]?: number } {
  const there = Object.entries<number | undefined>(measures).filter(
    ([, value]) => value !== undefined && !Number.isNaN(value),
  );
  return Object.fromEntries(there) as { [name in Name]?: number };
}
