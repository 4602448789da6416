import { ArgumentError, checkChoice } from '@bnlab/arguments';
import { CompiledGraph, type ConvolutionMethod, type GraphLoss, type GraphOptimizer } from '@bnlab/kernels';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { LayeredNetDescription } from '../layered-net/layered-net-description';
import { readSavedLayers, slotsOf } from '../layered-net/saved-layers';
import { checkClassNames } from '../neural-net/class-report';
import { lossOf, optimizerOf } from './compiled-loss';
import { describeModel } from './describe-model';
import { readWeights } from './model-weights';

/** How a model is read. */
export interface FromLayersModelOptions {
  /** Default: the one that the model was saved or is compiled with; where there is none, to be given. */
  loss?: GraphLoss | GraphLoss['kind'];
  /** Default: the one that the model was saved or is compiled with, if that is sgd, momentum or adam. */
  optimizer?: GraphOptimizer | GraphOptimizer['kind'];
  /** See `NeuralNet.create`. Default: `'fast'`. */
  convolutions?: ConvolutionMethod;
  /** Names of the classes, in their order. Default: those that the model was saved with. */
  classNames?: readonly string[];
}

/** A model on the compiled engine. */
export interface GraphOfModel {
  readonly graph: CompiledGraph;
  readonly description: LayeredNetDescription;
  /** That of the model's optimizer. */
  readonly learningRate: number | undefined;
  readonly convolutions: ConvolutionMethod;
}

/**
 * Brings a model with its weights, and where a network saved it what its optimizer kept, to the compiled engine.
 *
 * @throws ArgumentError naming the first layer, or setting of a layer, that the engine does not know.
 */
export async function graphOf(
  caller: string,
  model: tfl.LayersModel,
  options: FromLayersModelOptions,
): Promise<GraphOfModel> {
  if (typeof model !== 'object' || model === null || !('layers' in model)) {
    throw new ArgumentError(caller, `model must be a tf.LayersModel, got ${String(model)}`);
  }
  const { convolutions = 'fast' } = options;
  checkChoice(caller, 'convolutions', convolutions, ['fast', 'exact']);
  const saved = readSavedLayers(model);
  const { classNames = saved?.classNames } = options;
  if (classNames !== undefined) checkClassNames(caller, classNames);
  const described = describeModel(caller, model);
  const loss = lossOf(caller, model, described, options.loss ?? saved?.loss);
  const { optimizer, learningRate } = optimizerOf(caller, model, options.optimizer ?? saved?.optimizer);
  const { inputShape, layers, outputActivation } = described;
  const keeps = saved && options.optimizer === undefined ? slotsOf(saved) : undefined;
  const values = { step: saved?.step ?? 0, layers: await readWeights(model), ...(keeps && { slots: keeps }) };
  const graph = await CompiledGraph.create(
    { inputShape, layers, loss, optimizer },
    { values, convolutions, caller },
  );
  const description = {
    ...{ inputShape, layers, loss, optimizer },
    ...(outputActivation && { outputActivation }),
    ...(classNames && { classNames }),
  };
  return { graph, description, learningRate, convolutions };
}
