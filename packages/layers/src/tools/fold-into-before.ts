import type { FoldableLayer } from '@bnlab/core';
import type { FoldedWeights } from './folded-weights';
import { isOutput, removeLayer, renameLayer, soleSource } from './model-graph';
import type { NormPlace } from './norm-place';
import { adaptConfig, channelAxisOf, unwrapped } from './unwrapped-layer';

/** Layers that take in a batch norm after them, by class, with the name of the kernel that does; of two, the last. */
const ways: Record<string, { kind: FoldableLayer; kernel: string } | undefined> = {
  Dense: { kind: 'dense', kernel: 'kernel' },
  Conv1D: { kind: 'conv1d', kernel: 'kernel' },
  Conv2D: { kind: 'conv2d', kernel: 'kernel' },
  Conv3D: { kind: 'conv3d', kernel: 'kernel' },
  Conv2DTranspose: { kind: 'conv2dTranspose', kernel: 'kernel' },
  DepthwiseConv2D: { kind: 'depthwiseConv2d', kernel: 'depthwise_kernel' },
  SeparableConv2D: { kind: 'separableConv2d', kernel: 'pointwise_kernel' },
};

/**
 * Folds a batch norm layer into the layer before it, which multiplies and adds before batch norm does.
 *
 * @returns The reason why it does not, if so; then nothing has changed.
 */
export function foldIntoBefore(place: NormPlace, weights: FoldedWeights): string | undefined {
  const { model, modelPath, layer, axis, rank } = place;
  const source = soleSource(model, layer);
  if (source === undefined) return 'what is before it is not one layer, or goes to other layers too';
  const before = unwrapped(source, modelPath);
  const { className, config } = before;
  const way = ways[className];
  if (way === undefined) return `"${config.name}" before it is a ${className}`;
  if ((config.activation ?? 'linear') !== 'linear') return `"${config.name}" before it has an activation`;
  const channelAxis = channelAxisOf(before, rank);
  if (axis !== channelAxis) {
    return `its axis is ${axis}, and the channels of "${config.name}" before it are on axis ${channelAxis}`;
  }
  const { kernel, bias } = weights.fold(
    weights.get(before, way.kernel)!,
    weights.get(before, 'bias'),
    way.kind,
    place,
  );
  weights.set(before, { [way.kernel]: kernel, bias });
  adaptConfig(before);
  const isNamedOutput = modelPath === '' && isOutput(model, layer);
  removeLayer(model, layer);
  if (isNamedOutput) {
    weights.rename(source.config.name, layer.config.name);
    renameLayer(model, source, layer.config.name);
  }
  return undefined;
}
