import * as tf from '@tensorflow/tfjs';
import type { RunSettings } from '../record/run-settings';
import { normalizationLayer } from './normalization-layer';
import { SeededDropout } from './seeded-dropout';

/** The settings common to the layers of one network. */
export interface ModelOptions {
  settings: RunSettings;
  normalized: boolean;
  seed: number;
}

/**
 * The layers after a linear part: normalization, if there is one, before or after the activation, and dropout, if
 * there is any.
 *
 * @param index The layer's place among the hidden layers, from 0.
 */
export function afterLinear(index: number, channels: number, options: ModelOptions): tf.layers.Layer[] {
  const { activation, placement = 'before-activation' } = options.settings;
  const normalization = normalizationOf(channels, options);
  const applied = activationLayer(activation);
  return [
    ...(placement === 'before-activation' ? [...normalization, applied] : [applied, ...normalization]),
    ...dropoutOf(index, options),
  ];
}

/** The layers after a sum of layers that are normalized already. */
export function afterSum(index: number, options: ModelOptions): tf.layers.Layer[] {
  return [activationLayer(options.settings.activation), ...dropoutOf(index, options)];
}

/** A layer's normalization, if it has any. */
export function normalizationOf(channels: number, { settings, normalized }: ModelOptions): tf.layers.Layer[] {
  return normalized ? [normalizationLayer(settings, channels)] : [];
}

function dropoutOf(index: number, { settings: { dropout = 0 }, seed }: ModelOptions): tf.layers.Layer[] {
  return dropout > 0 ? [new SeededDropout({ rate: dropout, seed: `${seed}/${index}` })] : [];
}

function activationLayer(activation: RunSettings['activation']): tf.layers.Layer {
  if (activation === 'leakyRelu') return tf.layers.leakyReLU({ alpha: 0.2 });
  return tf.layers.activation({ activation: stockName(activation) });
}

/** The name of an activation in TensorFlow.js layers. */
export function stockName(activation: Exclude<RunSettings['activation'], 'leakyRelu'>) {
  return activation === 'identity' ? 'linear' : activation;
}
