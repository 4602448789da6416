import { batchNormLSTMCell } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';
import type { RunSettings } from '../record/run-settings';
import { afterLinear, afterSum, type ModelOptions, normalizationOf, stockName } from './hidden-layers';

/** Weights are drawn from the run's seed afterwards; until then they take no time. */
const zeros = { kernelInitializer: 'zeros' } as const;

/** The model of TensorFlow.js layers that a run's settings describe: pixels to logits. All its kernels are 0. */
export function createModel(options: ModelOptions): tf.LayersModel {
  const { layerSizes, network = 'dense' } = options.settings;
  const pixels = tf.input({ shape: [layerSizes[0]!] });
  const hidden = hiddenLayers[network](options).reduce(through, pixels);
  const logits = tf.layers.dense({ ...zeros, units: layerSizes.at(-1)! });
  return tf.model({ inputs: pixels, outputs: through(hidden, logits) });
}

/** A layer, or several that meet again. */
type Part = tf.layers.Layer | ((before: tf.SymbolicTensor) => tf.SymbolicTensor);

function through(before: tf.SymbolicTensor, part: Part): tf.SymbolicTensor {
  return typeof part === 'function' ? part(before) : (part.apply(before) as tf.SymbolicTensor);
}

const hiddenLayers: Record<NonNullable<RunSettings['network']>, (options: ModelOptions) => Part[]> = {
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

  residual: (options) => {
    const [first, ...sizes] = hiddenSizes(options);
    const side = sideOf(options.settings);
    const pairs = sizes.flatMap((filters, index) => (index % 2 === 0 ? [[filters, sizes[index + 1]!]] : []));
    return [
      tf.layers.reshape({ targetShape: [side, side, 1] }),
      convolution(first!, options),
      ...afterLinear(0, first!, options),
      ...pairs.map(([inner, outer], block) => residualBlock(1 + 2 * block, [inner!, outer!], options)),
      tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }),
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
  return [convolution(filters, options, { strides }), ...afterLinear(index, filters, options)];
}

function convolution(
  filters: number,
  { normalized }: ModelOptions,
  { strides = 1, kernelSize = 3 }: { strides?: number; kernelSize?: number } = {},
): tf.layers.Layer {
  const window = { filters, kernelSize, strides, padding: 'same' } as const;
  return tf.layers.conv2d({ ...zeros, ...window, useBias: !normalized });
}

/**
 * Two convolutions whose result is added to what they read, before the last activation. Where the feature maps change, the
 * image's side is halved, and a 1x1 convolution brings what they read into the new shape.
 *
 * @see K. He, X. Zhang, S. Ren and J. Sun, "Deep residual learning for image recognition", CVPR 2016.
 */
function residualBlock(
  index: number,
  [inner, outer]: readonly [number, number],
  options: ModelOptions,
): (before: tf.SymbolicTensor) => tf.SymbolicTensor {
  return (before) => {
    const isNew = before.shape.at(-1) !== outer;
    const strides = isNew ? 2 : 1;
    const branch = [
      convolution(inner, options, { strides }),
      ...afterLinear(index, inner, options),
      convolution(outer, options),
      ...normalizationOf(outer, options),
    ].reduce(through, before);
    const shortCut = isNew
      ? [convolution(outer, options, { strides, kernelSize: 1 }), ...normalizationOf(outer, options)]
      : [];
    const sum = tf.layers.add().apply([branch, shortCut.reduce(through, before)]) as tf.SymbolicTensor;
    return afterSum(index + 1, options).reduce(through, sum);
  };
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
