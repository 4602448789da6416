import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { BatchNormalization } from '../layers/batch-normalization';
import { GroupNormalization } from '../layers/group-normalization';

type Config = tf.serialization.ConfigDict;
type Made = tf.serialization.Serializable;

/** Lets saved models name a class otherwise than TensorFlow.js does. */
function registerAlias(className: string, make: (config: Config) => Made): void {
  const map = tf.serialization.SerializationMap.getMap().classNameMap;
  const [cls] = map.BatchNormalization!;
  map[className] = [cls, (_: unknown, config: Config) => make(config)];
}

const batchNormalization = (config: Config) => BatchNormalization.fromConfig(BatchNormalization, config);
const groupNormalization = (config: Config) => GroupNormalization.fromConfig(GroupNormalization, config);
const instanceNormalization = (config: Config) => groupNormalization({ ...config, groups: -1 });

/** Other names that Keras, its add-ons and their versions have for layers and regularizers of the same meaning. */
export function registerAliases(): void {
  registerAlias('BatchNormalizationV1', batchNormalization);
  registerAlias('BatchNormalizationV2', batchNormalization);
  registerAlias('SyncBatchNormalization', batchNormalization);
  registerAlias('Addons>GroupNormalization', groupNormalization);
  registerAlias('Addons>InstanceNormalization', instanceNormalization);
  registerAlias('InstanceNormalization', instanceNormalization);
  registerAlias('L1', ({ l1 }) => tfl.regularizers.l1({ l1: l1 as number }));
  registerAlias('L2', ({ l2 }) => tfl.regularizers.l2({ l2: l2 as number }));
}
