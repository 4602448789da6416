import type * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError, show } from '@bnlab/arguments';
import { requireOwnLayers } from './batch-norm-layers';

/**
 * Puts a named set of statistics in use in every batch norm layer of a model: from now on training moves that set and
 * inference uses it, and so do the tools for whole models. Kernels, gamma and beta stay shared.
 *
 * For data of several kinds that one model learns from: two domains, clean and adversarial examples (auxiliary batch norm,
 * Xie et al. 2020), weakly and strongly augmented ones (split batch norm), or the states and the next states of
 * reinforcement learning. One call with other statistics: `model.apply(x, { training: true, statistics: 'target' })`.
 *
 * The model saves all sets, in its metadata, and loads them; its weights are those of the set `'default'`, which is what
 * other programs see.
 *
 * @param model A model with this package's layers.
 * @param name `'default'` is there from the start. A set of another name is made when it is first used, as a copy of the one
 *   in use.
 * @throws ArgumentError if this is no `tf.LayersModel` with batch norm layers, one of them is the stock layer, or the name is
 *   no string or empty.
 */
export function useStatistics(model: tfl.LayersModel, name: string): void {
  const layers = requireOwnLayers('useStatistics', model);
  if (typeof name !== 'string' || name === '') {
    throw new ArgumentError(
      'useStatistics',
      `name must be the name of a set of statistics, got ${show(name)}`,
    );
  }
  for (const layer of layers.values()) layer.useStatistics(name);
}
