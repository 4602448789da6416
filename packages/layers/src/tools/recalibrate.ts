import type * as tfl from '@tensorflow/tfjs-layers';
import { checkOptions } from '@bnlab/arguments';
import type { ModelData } from './batches';
import { type PassOptions, passOptionNames } from './passes';
import { setPopulations } from './set-populations';

/** How {@link recalibrate} goes through the data. */
export type RecalibrateOptions = PassOptions;

/**
 * Gives every batch norm layer of a model the exact mean and variance of what it gets when the model predicts for this
 * data, in place of the moving averages that training left. Those remember the last hundred batches or so, under weights
 * that have changed since; after many small batches, a change of the weights or of the data, they can be far off.
 *
 * One layer at a time, in the order in which the model calls them, each in a pass of its own over all data: a layer's
 * input depends on the statistics of the layers before it, so those have to be final first. The result is the one state in
 * which every population is the population, whatever the batches. A layer that the model calls several times gets the statistics of
 * all its calls, which in this pass use its old ones.
 *
 * `passes: 'one'` lets every layer use the statistics of the batch at hand instead, as "precise batch norm" usually does (Wu
 * and Johnson 2021): a single pass for all layers. What a layer gets then is a little unlike what it will get, the more so
 * the smaller the batches.
 *
 * Frozen layers are recalibrated too. Masked positions do not count. Layers with `bessel: true` get the unbiased variance;
 * those with `reduceMoments` join their moments with the other replicas'. Batch-normalized recurrent cells are left alone.
 *
 * @param model Changed in place.
 * @param data Inputs of the model: a tensor of all of them; an array or other iterable, async or not, of batches; or a
 *   `tf.data` dataset. A batch may be a pair of inputs and labels, `{ xs, ys }`. What can be iterated over only once, such
 *   as a generator, is kept in memory meanwhile. Tensors stay the caller's, but for those that a dataset makes.
 * @throws ArgumentError if an argument is not as described, there is no data, or a layer gets values that are not finite.
 *   The model is then as it was.
 */
export async function recalibrate(
  model: tfl.LayersModel,
  data: ModelData,
  options: RecalibrateOptions = {},
): Promise<void> {
  checkOptions('recalibrate', options, passOptionNames);
  await setPopulations('recalibrate', model, data, { ...options, prior: 0 });
}
