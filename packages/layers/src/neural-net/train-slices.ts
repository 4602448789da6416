import type { LearningRate } from '@bnlab/kernels';
import { sourceOf, type BatchSource, type TrainingData } from './batch-source';
import type { Evaluation, Statistics, TrainingEngine } from './engine';
import { batchCount } from './training-length';
import { withDefaults, type TrainingOptions, type TrainingProgress } from './training-options';

/** Milliseconds of training between two looks at the rest of the program: progress bars, signals, the page. */
const SLICE_MS = 50;

/** Some steps in a row. */
export interface Slice<Data> {
  readonly batches: BatchSource<Data>;
  /** Steps to make at most. */
  readonly most: number;
  readonly batchSize: number;
  readonly learningRate: number | LearningRate;
}

/** The result of a slice. */
export interface TrainedSlice {
  readonly steps: number;
  /** Of the last step, before its update; undefined where there was none. */
  readonly loss: number | undefined;
  /** Whether the loss of any step was not a finite number. */
  readonly diverged: boolean;
  readonly seconds: number;
  /** Whether the batches have come to their end. */
  readonly isLast: boolean;
}

/** Trains slice by slice, in this thread or in another. */
export interface SliceEngine<Data> {
  /** Makes steps for about as long as a program can do without news. */
  trainSlice(slice: Slice<Data>): Promise<TrainedSlice>;
  evaluate(examples: Data, statistics: Statistics): Promise<Evaluation>;
  keepState(): Promise<() => void | Promise<void>>;
}

/** Lets an engine of single steps train in slices. */
export function inSlices<Data>(engine: TrainingEngine<Data>): SliceEngine<Data> {
  return {
    evaluate: (examples, statistics) => engine.evaluate(examples, statistics),
    keepState: () => engine.keepState(),
    async trainSlice({ batches, most, batchSize, learningRate }) {
      const start = performance.now();
      const secondsSoFar = () => (performance.now() - start) / 1000;
      let steps = 0;
      let isLast: boolean;
      do {
        const next = batches.next(batchSize);
        const batch = next instanceof Promise ? await next : next;
        isLast = batch === undefined;
        if (!batch) break;
        engine.trainStep(batch.examples, batch.indices, rateOf(learningRate, engine.step + 1));
        steps += 1;
      } while (steps < most && performance.now() - start < SLICE_MS);
      const losses = steps > 0 ? await engine.readLosses() : { loss: undefined, diverged: false };
      return { steps, ...losses, seconds: secondsSoFar(), isLast };
    },
  };
}

/** The learning rate of step `step` of a network, 1 being its first. */
export function rateOf(learningRate: number | LearningRate, step: number): number {
  return typeof learningRate === 'number' ? learningRate : learningRate(step);
}

/**
 * The loop of every training. Aborting, divergence, measuring, early stopping and time are here and nowhere else.
 *
 * @param engineOf - Gives the engine, or throws once the network has been disposed of.
 * @param checkBatch - Throws if a batch that is made while the training runs does not fit.
 */
export async function* trainSlices<Data extends { readonly count: number }>(
  engineOf: () => SliceEngine<Data>,
  data: TrainingData<Data>,
  options: TrainingOptions<Data>,
  checkBatch: (examples: Data) => void,
): AsyncGenerator<TrainingProgress, void> {
  const { learningRate, batchesPerSample, validation, earlyStopping, signal } = withDefaults(options);
  const { batchSize, total } = batchCount(data, options);
  signal?.throwIfAborted();
  let best: { step: number; validationLoss: number; restore: () => void | Promise<void> } | undefined;
  const measure = async (step: number) => {
    if (!validation) return {};
    const { accuracy, loss } = await engineOf().evaluate(validation, 'population');
    if (earlyStopping && step > 0 && (!best || loss < best.validationLoss)) {
      best = { step, validationLoss: loss, restore: await engineOf().keepState() };
    }
    const bestStep = best ? { bestStep: best.step } : {};
    return { validationAccuracy: accuracy, validationLoss: loss, ...bestStep };
  };
  const batches = sourceOf(data, checkBatch);
  let [step, trainingSeconds, diverged, measured, waited] = [0, 0, false, 0, 0];
  let loss: number | undefined;
  try {
    yield { step, diverged, ...(await measure(0)), trainingSeconds };
    for (let isOver = false; !isOver;) {
      const nextSample = Math.min(total, step + batchesPerSample - (step % batchesPerSample));
      const slice = { batches, most: nextSample - step, batchSize, learningRate };
      const trained = await engineOf().trainSlice(slice);
      step += trained.steps;
      loss = trained.loss ?? loss;
      trainingSeconds += trained.seconds;
      diverged ||= trained.diverged;
      await yieldToEventLoop();
      signal?.throwIfAborted();
      isOver = step === total || trained.isLast;
      if (trained.steps === 0 && measured === step) break;
      const isDue = isOver || step % batchesPerSample === 0;
      const measurement = isDue ? await measure(step) : {};
      if (isDue) [measured, waited] = [step, best?.step === step ? 0 : waited + 1];
      yield { step, loss, diverged, ...measurement, trainingSeconds };
      if (earlyStopping && waited >= earlyStopping.patience) break;
    }
    if (best && best.step < step) await best.restore();
  } finally {
    await batches.close();
  }
}

/** Lets timers, signals and messages in: a promise that is already settled would not. */
function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    // jsdom has none.
    if (typeof MessageChannel === 'undefined') return void setTimeout(resolve);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
