import type * as tf from '@tensorflow/tfjs';
import { checkOptions, foldBatchNorm as foldKernel } from '@bnlab/core';
import { BatchNormalization } from '../layers/batch-normalization';
import '../layers/register';
import { type AnyBatchNormalization, channelAxes, checkModel } from './batch-norm-layers';
import { layersByPath, pathTo, weightsByPath } from './layer-paths';
import { adaptConfig, foldingInto, type Unwrapped, unwrapped } from './linear-layer';
import { isOutput, removeLayer, renameLayer, soleSource } from './model-graph';
import { configOf, type LayerConfig, rebuildModel } from './rebuild-model';

/** What {@link foldBatchNorm} tells as it goes. */
export interface FoldModelOptions {
  /** Called for each batch norm layer that stays, with its path and the reason. Default: nothing is called. */
  onKept?: (path: string, reason: string) => void;
}

/**
 * A model that predicts the same with fewer layers: each batch norm is folded into the weights of the layer before it, as
 * inference allows where nothing is between the two. That layer may be dense, conv1d, conv2d, conv3d, conv2dTranspose,
 * depthwiseConv2d or separableConv2d, with channels last or first, in a nested model or in `timeDistributed` too.
 *
 * A batch norm layer stays where folding would change what the model predicts: after another kind of layer, an activation
 * or an input; after a layer whose output goes elsewhere too; on another axis than the channels of the layer before; with
 * `training: true`. `onKept` is told of those.
 *
 * @param model Left as it is. A stock batch norm layer counts as `convertToBnlab` would make it.
 * @returns A new model for inference, not compiled, with weights of its own, to be disposed of by the caller. Its outputs
 *   have the names of the old ones. Layers that took in a batch norm have no constraints and regularizers any more.
 * @throws ArgumentError if this is no built `tf.LayersModel`, or an option's name is not known.
 */
export async function foldBatchNorm(
  model: tf.LayersModel,
  options: FoldModelOptions = {},
): Promise<tf.LayersModel> {
  checkModel('foldBatchNorm', model);
  checkOptions('foldBatchNorm', options, ['onKept']);
  const config = configOf(model);
  const folding = new Folding(model, options.onKept ?? (() => {}));
  try {
    folding.foldModel(config);
    return await rebuildModel('foldBatchNorm', config, folding.weights);
  } finally {
    folding.dispose();
  }
}

/** A model in the course of folding. */
class Folding {
  /** The weights of the new model by path. */
  readonly weights: Map<string, tf.Tensor>;
  private readonly layers: ReadonlyMap<string, tf.layers.Layer>;
  private readonly made: tf.Tensor[] = [];

  constructor(
    model: tf.LayersModel,
    private readonly onKept: (path: string, reason: string) => void,
  ) {
    this.layers = layersByPath(model);
    this.weights = new Map([...weightsByPath(model)].map(([path, weight]) => [path, weight.read()]));
  }

  /** Folds what can be folded in a model and in those nested in it. */
  foldModel(model: LayerConfig, path = ''): void {
    // Folding takes layers out of the list.
    for (const layer of [...model.config.layers!]) {
      const inner = unwrapped(layer, path);
      if (inner.config.layers) this.foldModel(inner, inner.path);
      if (inner.className !== 'BatchNormalization') continue;
      const reason = this.fold(model, layer, path);
      if (reason !== undefined) this.onKept(inner.path, reason);
    }
  }

  dispose(): void {
    this.made.forEach((tensor) => tensor.dispose());
  }

  /** Folds one batch norm layer of a model, or gives the reason why it must stay. */
  private fold(model: LayerConfig, layer: LayerConfig, modelPath: string): string | undefined {
    const norm = unwrapped(layer, modelPath);
    const old = this.layers.get(norm.path) as AnyBatchNormalization;
    if (usesBatchToPredict(layer, old)) return 'it predicts with the statistics of the batch';
    const source = soleSource(model, layer);
    if (source === undefined) return 'what is before it is not one layer, or goes to other layers too';
    const axes = channelAxes(old);
    if (axes.length > 1) return 'it has several channel axes';
    const before = unwrapped(source, modelPath);
    const rank = old.inputSpec[0]!.ndim! + norm.addedAxes;
    const way = foldingInto(before, { axis: axes[0]! + norm.addedAxes, rank });
    if (typeof way === 'string') return way;
    this.foldWeights(before, norm, { ...way, epsilon: old.epsilon });
    adaptConfig(before);
    const isNamedOutput = modelPath === '' && isOutput(model, layer);
    removeLayer(model, layer);
    if (isNamedOutput) this.rename(model, source, layer.config.name);
    return undefined;
  }

  private foldWeights(
    before: Unwrapped,
    norm: Unwrapped,
    {
      layer,
      kernel,
      epsilon,
    }: { layer: Parameters<typeof foldKernel>[1]['layer']; kernel: string; epsilon: number },
  ): void {
    const weight = ({ path }: Unwrapped, name: string) => this.weights.get(pathTo(path, name));
    const folded = foldKernel(weight(before, kernel)!, {
      layer,
      epsilon,
      bias: weight(before, 'bias'),
      mean: weight(norm, 'moving_mean')!,
      variance: weight(norm, 'moving_variance')!,
      gamma: weight(norm, 'gamma'),
      beta: weight(norm, 'beta'),
    });
    this.weights.set(pathTo(before.path, kernel), folded.kernel);
    this.weights.set(pathTo(before.path, 'bias'), folded.bias);
    this.made.push(folded.kernel, folded.bias);
  }

  /** Gives a layer of the outermost model another name, and its weights the paths that come with it. */
  private rename(model: LayerConfig, layer: LayerConfig, name: string): void {
    const prefix = pathTo(layer.config.name, '');
    for (const [path, weight] of this.weights) {
      if (path.startsWith(prefix)) this.weights.set(pathTo(name, path.slice(prefix.length)), weight);
    }
    renameLayer(model, layer, name);
  }
}

/**
 * Whether a batch norm layer predicts with the statistics of the batch. A stock one never does; the `training: true` of its
 * call is taken away, lest the layer that takes its place do so.
 */
function usesBatchToPredict({ inboundNodes = [] }: LayerConfig, layer: AnyBatchNormalization): boolean {
  const calls = inboundNodes.flat().map(([, , , options]) => options);
  if (layer instanceof BatchNormalization) {
    return layer.getConfig().training === true || calls.some((options) => options?.training === true);
  }
  for (const options of calls) delete options?.training;
  return false;
}
