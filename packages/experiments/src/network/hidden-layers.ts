import * as tf from '@tensorflow/tfjs';
import type { RunSettings } from '../record/run-settings';
import { normalizationLayer } from './normalization-layer';
import { SeededDropout } from './seeded-dropout';

/** What the layers of one network have in common. */
export interface ModelOptions {
  settings: RunSettings;
  normalized: boolean;
  seed: number;
}

/**
 * What follows a layer's linear part: normalization, if there is one, before or after the activation, and dropout, if
 * there is any.
 *
 * @param index The layer's place among the hidden layers, from 0.
 */
export function afterLinear(
  index: number,
  channels: number,
  { settings, normalized, seed }: ModelOptions,
): tf.layers.Layer[] {
  const activation = activationLayer(settings.activation);
  const normalization = normalized ? [normalizationLayer(settings, channels)] : [];
  const { placement = 'before-activation', dropout = 0 } = settings;
  return [
    ...(placement === 'before-activation' ? [...normalization, activation] : [activation, ...normalization]),
    ...(dropout > 0 ? [new SeededDropout({ rate: dropout, seed: `${seed}/${index}` })] : []),
  ];
}

function activationLayer(activation: RunSettings['activation']): tf.layers.Layer {
  if (activation === 'leakyRelu') return tf.layers.leakyReLU({ alpha: 0.2 });
  return tf.layers.activation({ activation: stockName(activation) });
}

/** What TensorFlow.js layers call an activation. */
export function stockName(activation: Exclude<RunSettings['activation'], 'leakyRelu'>) {
  return activation === 'identity' ? 'linear' : activation;
}
