import { pathTo } from './layer-paths';
import type { LayerConfig } from './rebuild-model';

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

/** The channel axis of a dense layer's or a convolution's inputs and outputs, of so many axes with those of the wrappers. */
export function channelAxisOf({ config, addedAxes }: Unwrapped, rank: number): number {
  return config.dataFormat === 'channelsFirst' ? 1 + addedAxes : rank - 1;
}

/** Makes a layer's configuration one with a bias, and without what would change or punish the folded weights. */
export function adaptConfig({ config }: LayerConfig): void {
  config.useBias = true;
  for (const option of Object.keys(config)) {
    if (/(Constraint|Regularizer)$/.test(option)) delete config[option];
  }
}
