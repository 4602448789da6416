import { batchNormLSTMCell } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';
import type { RunSettings } from '../record/run-settings';
import { afterLinear, type ModelOptions, stockName } from './hidden-layers';

/** Weights are drawn from the run's seed afterwards; until then they take no time. */
const zeros = { kernelInitializer: 'zeros' } as const;

/** The model of TensorFlow.js layers that a run's settings describe: pixels to logits. All its kernels are 0. */
export function createModel(options: ModelOptions): tf.Sequential {
  const { layerSizes, network = 'dense' } = options.settings;
  return tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [layerSizes[0]!] }),
      ...hiddenLayers[network](options),
      tf.layers.dense({ ...zeros, units: layerSizes.at(-1)! }),
    ],
  });
}

const hiddenLayers: Record<
  NonNullable<RunSettings['network']>,
  (options: ModelOptions) => tf.layers.Layer[]
> = {
  dense: (options) => hiddenSizes(options).flatMap((units, index) => denseLayer(index, units, options)),

  convolutional: (options) => {
    const sizes = hiddenSizes(options);
    const side = sideOf(options.settings);
    return [
      tf.layers.reshape({ targetShape: [side, side, 1] }),
      ...sizes.slice(0, -1).flatMap((filters, index) => convolutionalLayer(index, filters, options)),
      tf.layers.flatten(),
      ...denseLayer(sizes.length - 1, sizes.at(-1)!, options),
    ];
  },

  recurrent: (options) => {
    const sizes = hiddenSizes(options);
    const side = sideOf(options.settings);
    return [
      tf.layers.reshape({ targetShape: [side, side] }),
      ...sizes.map((units, index) =>
        tf.layers.rnn({ cell: lstmCell(units, side, options), returnSequences: index < sizes.length - 1 }),
      ),
    ];
  },
};

/** A normalized layer needs no bias: its beta is one. */
function denseLayer(index: number, units: number, options: ModelOptions): tf.layers.Layer[] {
  const linear = tf.layers.dense({ ...zeros, units, useBias: !options.normalized });
  return [linear, ...afterLinear(index, units, options)];
}

/** Every third layer halves the image's side. */
function convolutionalLayer(index: number, filters: number, options: ModelOptions): tf.layers.Layer[] {
  const strides = (index + 1) % 3 === 0 ? 2 : 1;
  const linear = tf.layers.conv2d({
    ...{ ...zeros, filters, kernelSize: 3, strides, padding: 'same' as const, useBias: !options.normalized },
  });
  return [linear, ...afterLinear(index, filters, options)];
}

/** Both cells start with open forget gates, as in the paper on recurrent batch normalization. */
function lstmCell(units: number, maxSteps: number, { settings, normalized }: ModelOptions) {
  const { activation, momentum, epsilon } = settings;
  const config = {
    ...zeros,
    units,
    activation: stockName(activation as Exclude<typeof activation, 'leakyRelu'>),
    recurrentInitializer: 'zeros',
    recurrentActivation: 'sigmoid',
    unitForgetBias: true,
  } as const;
  if (!normalized) return tf.layers.lstmCell(config);
  return batchNormLSTMCell({ ...config, maxSteps, momentum, epsilon, onNonFinite: 'allow' });
}

function hiddenSizes({ settings }: ModelOptions): readonly number[] {
  return settings.layerSizes.slice(1, -1);
}

/** Images are square. */
function sideOf({ layerSizes }: RunSettings): number {
  return Math.sqrt(layerSizes[0]!);
}
