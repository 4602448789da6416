import type { AnyBatchNormalization } from './batch-norm-layers';
import type { LayerConfig } from './rebuild-model';
import type { Unwrapped } from './unwrapped-layer';

/** A batch norm layer where it is. */
export interface NormPlace {
  /** The configuration of the model that it is right in. */
  model: LayerConfig;
  modelPath: string;
  /** Its configuration there, with the wrappers around it. */
  layer: LayerConfig;
  norm: Unwrapped;
  /** The layer itself. */
  live: AnyBatchNormalization;
  /** Its one channel axis, and how many axes there are, as the model around it sees them. */
  axis: number;
  rank: number;
}
