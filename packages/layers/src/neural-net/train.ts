import { ArgumentError, show } from '@bnlab/arguments';
import type { TrainingData } from './batch-source';
import type { TrainingEngine } from './engine';
import { inSlices, trainSlices } from './train-slices';
import { checkTraining, type TrainingOptions, type TrainingProgress } from './training-options';

/**
 * Trains whatever makes steps: the loop of `NeuralNet.train`, for engines of your own.
 *
 * Nothing happens until the returned iterator is read. It yields several times per second; stopping to read it, or
 * aborting, stops the training between two steps and leaves the engine as it is then.
 *
 * @param batches - A stream of examples, as `batches` makes it, or an iterator of batches.
 * @throws ArgumentError if an option is unknown or out of range.
 * @throws The signal's reason when it is aborted.
 */
export function train<Data extends { readonly count: number }>(
  engine: TrainingEngine<Data>,
  batches: TrainingData<Data>,
  options: TrainingOptions<Data>,
): AsyncGenerator<TrainingProgress, void> {
  if (typeof (engine as Partial<TrainingEngine<Data>> | undefined)?.trainStep !== 'function') {
    const expected = 'an engine { step, trainStep, readLosses, evaluate, keepState }';
    throw new ArgumentError('train', `engine must be ${expected}, got ${show(engine)}`);
  }
  checkTraining('train', batches, options);
  const slices = inSlices(engine);
  // Whether examples fit is for the engine to say.
  return trainSlices(
    () => slices,
    batches,
    options,
    () => undefined,
  );
}
