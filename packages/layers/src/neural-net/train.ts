import type { Engine } from './engine';
import type { Examples, ExampleStream } from './examples';

/** Milliseconds of training between two looks at the rest of the program: progress bars, signals, the page. */
const SLICE_MS = 50;

/** How long a network is trained, how fast, and what is measured on the way. */
export interface TrainingOptions {
  /** Step size of gradient descent; positive. */
  learningRate: number;
  /** Batches to train. */
  trainingBatches: number;
  /** Examples a batch. Default 60, as in the paper's and the lesson's experiment. */
  batchSize?: number;
  /** Batches between two measurements of validation accuracy. Default 500. */
  batchesPerSample?: number;
  /** Examples to measure accuracy on as training goes; without them none is measured. */
  validation?: Examples;
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
  /** Seconds spent in training steps, measurements of accuracy not counted. */
  trainingSeconds: number;
}

/** See {@link NeuralNet.train}. */
export async function* train(
  engine: Engine,
  batches: ExampleStream,
  options: TrainingOptions,
): AsyncGenerator<TrainingProgress, void> {
  const { learningRate, trainingBatches, batchSize, batchesPerSample, validation, signal } =
    completeTraining(options);
  signal?.throwIfAborted();
  const measure = async (step: number) => {
    const due = step === trainingBatches || step % batchesPerSample === 0;
    if (!validation || !due) return {};
    return { validationAccuracy: (await engine.evaluate(validation, 'population')).accuracy };
  };
  let [trainingSeconds, diverged] = [0, false];
  yield { step: 0, diverged, ...(await measure(0)), trainingSeconds };

  for (let step = 0; step < trainingBatches;) {
    const start = performance.now();
    const nextSample = Math.min(trainingBatches, step + batchesPerSample - (step % batchesPerSample));
    do {
      engine.trainStep(batches.examples, batches.nextIndices(batchSize), learningRate);
      step += 1;
    } while (step < nextSample && performance.now() - start < SLICE_MS);
    const losses = await engine.readLosses();
    diverged ||= losses.diverged;
    trainingSeconds += (performance.now() - start) / 1000;
    await yieldToEventLoop();
    signal?.throwIfAborted();
    yield { step, loss: losses.loss, diverged, ...(await measure(step)), trainingSeconds };
  }
}

/**
 * Checks the options of a training and completes them.
 *
 * @throws RangeError naming the option, what it must be and what it is.
 */
export function completeTraining({
  batchSize = 60,
  batchesPerSample = 500,
  ...rest
}: TrainingOptions): TrainingOptions & { batchSize: number; batchesPerSample: number } {
  const { learningRate, trainingBatches } = rest;
  checkOptions({ learningRate, trainingBatches, batchSize, batchesPerSample });
  return { ...rest, batchSize, batchesPerSample };
}

function checkOptions(options: { [name in keyof TrainingOptions]?: number }): void {
  const { learningRate, ...counts } = options;
  if (!(learningRate! > 0 && Number.isFinite(learningRate))) {
    throw new RangeError(`NeuralNet.train: learningRate must be a positive number, got ${learningRate}`);
  }
  for (const [name, value] of Object.entries(counts)) {
    if (Number.isInteger(value) && value > 0) continue;
    throw new RangeError(`NeuralNet.train: ${name} must be a positive integer, got ${value}`);
  }
}

/** Lets timers, signals and messages in: a promise that is already settled would not. */
function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
