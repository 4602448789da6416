import type * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError, checkOptions, show } from '@bnlab/arguments';
import { BatchNormalization } from '../layers/batch-normalization';
import '../layers/register';
import { type AnyBatchNormalization, channelAxes, checkModel } from './batch-norm-layers';
import { foldIntoAfter } from './fold-into-after';
import { foldIntoBefore } from './fold-into-before';
import { FoldedWeights } from './folded-weights';
import { layersByPath, weightsByPath } from './layer-paths';
import type { NormPlace } from './norm-place';
import { configOf, type LayerConfig, rebuildModel } from './rebuild-model';
import { unwrapped } from './unwrapped-layer';

/** Options of {@link foldBatchNorm}. */
export interface FoldModelOptions {
  /** Called for each batch norm layer that stays, with its path and the reason. Default: nothing is called. */
  onKept?: (path: string, reason: string) => void;
}

/**
 * A model that predicts the same with fewer layers: at inference batch norm multiplies and adds, and that goes into the
 * weights of a layer right before or right after it that does the same.
 *
 * - Before it: dense, conv1d, conv2d, conv3d, conv2dTranspose, depthwiseConv2d or separableConv2d without activation, whose
 *   output goes nowhere else.
 * - Failing that, after it: dense, or conv1d, conv2d, conv3d or depthwiseConv2d without padding, as the only one.
 *
 * Channels may be last or first, but are the same for both layers; either may be in `timeDistributed`, and the pair in a
 * nested model. Where neither applies, or with `training: true`, folding would change what the model predicts: the batch
 * norm layer stays, and `onKept` is told.
 *
 * @param model Left as it is. A stock batch norm layer counts as `convertToBnlab` would make it.
 * @returns A new model for inference, not compiled, with weights of its own, to be disposed of by the caller. Its outputs
 *   have the names of the old ones. Layers that took in a batch norm have no constraints and regularizers any more.
 * @throws ArgumentError if this is no built `tf.LayersModel`, or an option's name is not known.
 */
export async function foldBatchNorm(
  model: tfl.LayersModel,
  options: FoldModelOptions = {},
): Promise<tfl.LayersModel> {
  checkModel('foldBatchNorm', model);
  checkOptions('foldBatchNorm', options, ['onKept']);
  const { onKept = () => {} } = options;
  if (typeof onKept !== 'function') {
    throw new ArgumentError('foldBatchNorm', `onKept must be a function, got ${show(onKept)}`);
  }
  const config = configOf(model);
  const old = [...weightsByPath(model)].map(([path, weight]) => [path, weight.read()] as const);
  const weights = new FoldedWeights(new Map(old));
  try {
    foldModel(config, '', layersByPath(model), weights, onKept);
    return await rebuildModel('foldBatchNorm', config, weights.byPath);
  } finally {
    weights.dispose();
  }
}

/** Folds what can be folded in the configuration of a model, and of those nested in it. */
function foldModel(
  model: LayerConfig,
  path: string,
  layers: ReadonlyMap<string, tfl.layers.Layer>,
  weights: FoldedWeights,
  onKept: (path: string, reason: string) => void,
): void {
  // Folding takes layers out of the list.
  for (const layer of [...model.config.layers!]) {
    const inner = unwrapped(layer, path);
    if (inner.config.layers) foldModel(inner, inner.path, layers, weights, onKept);
    if (inner.className !== 'BatchNormalization') continue;
    const live = layers.get(inner.path) as AnyBatchNormalization;
    const reason = foldLayer({ model, modelPath: path, layer, norm: inner, live }, weights);
    if (reason !== undefined) onKept(inner.path, reason);
  }
}

/** Folds one batch norm layer, or gives the reason why it stays. */
function foldLayer(found: Omit<NormPlace, 'axis' | 'rank'>, weights: FoldedWeights): string | undefined {
  const { layer, norm, live } = found;
  if (usesBatchToPredict(layer, live)) return 'it predicts with the statistics of the batch';
  const [axis, ...otherAxes] = channelAxes(live);
  if (otherAxes.length > 0) return 'it has several channel axes';
  const rank = live.inputSpec[0]!.ndim! + norm.addedAxes;
  const place: NormPlace = { ...found, axis: axis! + norm.addedAxes, rank };
  const beforeReason = foldIntoBefore(place, weights);
  const afterReason = beforeReason && foldIntoAfter(place, weights);
  return afterReason && `${beforeReason}; ${afterReason}`;
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
