import { checkNumber, checkOptions } from '@bnlab/arguments';
import type { TrainingEngine } from './engine';
import type { Examples, ExampleStream } from './examples';

/** Milliseconds of training between two looks at the rest of the program: progress bars, signals, the page. */
const SLICE_MS = 50;

/** How long a network is trained, how fast, and what is measured on the way. */
export interface TrainingOptions<Data = Examples> {
  /** Step size of gradient descent, above 0. */
  learningRate: number;
  /** Batches to train. */
  trainingBatches: number;
  /** Examples per batch. Default 60, as in the paper's and the lesson's experiment. */
  batchSize?: number;
  /** Batches between two measurements of validation accuracy. Default 500. */
  batchesPerSample?: number;
  /** Examples to measure accuracy on as training goes; without them none is measured. */
  validation?: Data;
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

/**
 * See {@link NeuralNet.train}.
 *
 * @param engineOf - Gives the engine, or throws once the network has been disposed of.
 */
export async function* train<Data>(
  engineOf: () => TrainingEngine<Data>,
  batches: ExampleStream<Data>,
  options: TrainingOptions<Data>,
): AsyncGenerator<TrainingProgress, void> {
  const { learningRate, trainingBatches, batchSize, batchesPerSample, validation, signal } =
    withDefaults(options);
  signal?.throwIfAborted();
  const measure = async (step: number) => {
    const due = step === trainingBatches || step % batchesPerSample === 0;
    if (!validation || !due) return {};
    return { validationAccuracy: (await engineOf().evaluate(validation, 'population')).accuracy };
  };
  let [trainingSeconds, diverged] = [0, false];
  yield { step: 0, diverged, ...(await measure(0)), trainingSeconds };

  for (let step = 0; step < trainingBatches;) {
    const engine = engineOf();
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
 * Checks the options of a training; `NeuralNet` checks that the examples fit the network.
 *
 * @throws ArgumentError if an option is unknown, missing or out of range.
 */
export function checkTrainingOptions<Data>(functionName: string, options: TrainingOptions<Data>): void {
  const names = ['learningRate', 'trainingBatches', 'batchSize', 'batchesPerSample', 'validation', 'signal'];
  checkOptions(functionName, options, names);
  const { learningRate, trainingBatches, batchSize, batchesPerSample } = withDefaults(options);
  checkNumber(functionName, 'learningRate', learningRate, { above: 0 });
  for (const [name, count] of Object.entries({ trainingBatches, batchSize, batchesPerSample })) {
    checkNumber(functionName, name, count, { min: 1, integer: true });
  }
}

export function withDefaults<Data>({
  batchSize = 60,
  batchesPerSample = 500,
  ...rest
}: TrainingOptions<Data>) {
  return { ...rest, batchSize, batchesPerSample };
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
