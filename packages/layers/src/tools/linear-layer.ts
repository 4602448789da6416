import type { FoldableLayer } from '@bnlab/core';
import { pathTo } from './layer-paths';
import type { LayerConfig } from './rebuild-model';

/** Layers that batch norm folds into, by class, with the name of the kernel that takes it; of two kernels, the last. */
const linearLayers: Record<string, { layer: FoldableLayer; kernel: string } | undefined> = {
  Dense: { layer: 'dense', kernel: 'kernel' },
  Conv1D: { layer: 'conv1d', kernel: 'kernel' },
  Conv2D: { layer: 'conv2d', kernel: 'kernel' },
  Conv3D: { layer: 'conv3d', kernel: 'kernel' },
  Conv2DTranspose: { layer: 'conv2dTranspose', kernel: 'kernel' },
  DepthwiseConv2D: { layer: 'depthwiseConv2d', kernel: 'depthwise_kernel' },
  SeparableConv2D: { layer: 'separableConv2d', kernel: 'pointwise_kernel' },
};

/** A layer without the `timeDistributed` around it, if there is one. */
export interface Unwrapped extends LayerConfig {
  path: string;
  /** Axes that the wrappers have put before those that the layer sees, the batch's aside. */
  addedAxes: number;
}

export function unwrapped(layer: LayerConfig, modelPath: string): Unwrapped {
  let inner = layer;
  let path = pathTo(modelPath, layer.config.name);
  let addedAxes = 0;
  for (; inner.className === 'TimeDistributed'; addedAxes++) {
    inner = inner.config.layer!;
    path = pathTo(path, 'layer');
  }
  return { ...inner, path, addedAxes };
}

/** How batch norm on an axis of a layer's output folds into it, or the reason why it does not. */
export function foldingInto(
  layer: Unwrapped,
  norm: { axis: number; rank: number },
): { layer: FoldableLayer; kernel: string } | string {
  const { className, config, addedAxes } = layer;
  const linear = linearLayers[className];
  if (linear === undefined) return `the layer before it, "${config.name}", is a ${className}`;
  const activation = config.activation ?? 'linear';
  if (activation !== 'linear') return `the layer before it, "${config.name}", has an activation`;
  const channelAxis = config.dataFormat === 'channelsFirst' ? 1 + addedAxes : norm.rank - 1;
  if (norm.axis === channelAxis) return linear;
  return `its axis is ${norm.axis}, and the channels of "${config.name}" before it are on axis ${channelAxis}`;
}

/** Makes a layer's configuration one with a bias, and without what would change or punish the folded weights. */
export function adaptConfig({ config }: LayerConfig): void {
  config.useBias = true;
  for (const option of Object.keys(config)) {
    if (/(Constraint|Regularizer)$/.test(option)) delete config[option];
  }
}
