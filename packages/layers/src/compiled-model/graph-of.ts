import { ArgumentError } from '@bnlab/arguments';
import type { GraphLoss, GraphOptimizer, GraphValues } from '@bnlab/kernels';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { LayeredEngineOptions } from '../layered-net/layered-engine-options';
import type { LayeredNetDescription } from '../layered-net/layered-net-description';
import { readSavedLayers, slotsOf } from '../layered-net/saved-layers';
import { checkClassNames } from '../neural-net/class-report';
import { lossOf, optimizerOf } from './compiled-loss';
import { describeModel } from './describe-model';
import { readWeights } from './model-weights';

/** How a model is read. */
export interface FromLayersModelOptions extends LayeredEngineOptions {
  /** Default: the one that the model was saved or is compiled with; where there is none, to be given. */
  loss?: GraphLoss | GraphLoss['kind'];
  /** Default: the one that the model was saved or is compiled with, if that is sgd, momentum or adam. */
  optimizer?: GraphOptimizer | GraphOptimizer['kind'];
  /** Names of the classes, in their order. Default: those that the model was saved with. */
  classNames?: readonly string[];
}

/** A model as a network of layers. */
export interface GraphOfModel {
  readonly description: LayeredNetDescription;
  readonly values: GraphValues;
  /** That of the model's optimizer. */
  readonly learningRate: number | undefined;
}

/**
 * Describes a model with its weights, and where a network saved it what its optimizer kept.
 *
 * @throws ArgumentError naming the first layer, or setting of a layer, that no network of layers has.
 */
export async function graphOf(
  caller: string,
  model: tfl.LayersModel,
  options: Pick<FromLayersModelOptions, 'loss' | 'optimizer' | 'classNames'>,
): Promise<GraphOfModel> {
  if (typeof model !== 'object' || model === null || !('layers' in model)) {
    throw new ArgumentError(caller, `model must be a tf.LayersModel, got ${String(model)}`);
  }
  const saved = readSavedLayers(model);
  const { classNames = saved?.classNames } = options;
  if (classNames !== undefined) checkClassNames(caller, classNames);
  const described = describeModel(caller, model);
  const loss = lossOf(caller, model, described, options.loss ?? saved?.loss);
  const { optimizer, learningRate } = optimizerOf(caller, model, options.optimizer ?? saved?.optimizer);
  const { inputShape, layers, outputActivation } = described;
  const keeps = saved && options.optimizer === undefined ? slotsOf(saved) : undefined;
  const values = { step: saved?.step ?? 0, layers: await readWeights(model), ...(keeps && { slots: keeps }) };
  const description = {
    ...{ inputShape, layers, loss, optimizer },
    ...(outputActivation && { outputActivation }),
    ...(classNames && { classNames }),
  };
  return { description, values, learningRate };
}
