/** Activations that layers know: those of the fully connected networks, and `relu6`. */
export const graphActivations = [
  'relu',
  'sigmoid',
  'tanh',
  'leakyRelu',
  'elu',
  'gelu',
  'swish',
  'identity',
  'relu6',
] as const;

/** An activation of a layer. */
export type GraphActivation = (typeof graphActivations)[number];

/** Options that every layer has. */
export interface LayerBase {
  /** Unique in the network. Default: the kind and a number, `conv2d-1`. */
  readonly name?: string;
  /** The inputs of the layer: names of earlier layers, or `'input'`. Default: the layer before it in the list. */
  readonly from?: string | readonly string[];
}

/** The options of a layer with an activation. */
export interface WithActivation {
  /** Applied to the layer's output. Default: `'identity'`. */
  readonly activation?: GraphActivation;
  /** Slope of `leakyRelu` below 0 (default 0.2), or scale of `elu` there (default 1). Positive. */
  readonly alpha?: number;
}

/** The options of a layer with weights. */
export interface WithWeights extends WithActivation {
  /** Default: `true`. */
  readonly useBias?: boolean;
  /** Learns nothing: weights and bias stay as they are. Default: `false`. */
  readonly frozen?: boolean;
}

/** How a window moves over an image. */
export interface Window {
  /** Pixels from one window to the next, in both directions or `[y, x]`. */
  readonly stride?: number | readonly [number, number];
  /** `'same'`: as many outputs as inputs over the stride; `'valid'`: only whole windows. */
  readonly padding?: 'same' | 'valid';
}

/** z = x W + b. Reads `[units]`; put a `flatten` after images. */
export interface DenseLayer extends LayerBase, WithWeights {
  readonly kind: 'dense';
  readonly units: number;
}

/** Cross-correlation with `filters` filters over all channels. Weights `[height, width, channels, filters]`. */
export interface Conv2dLayer extends LayerBase, WithWeights, Window {
  readonly kind: 'conv2d';
  readonly filters: number;
  /** Size of the filters, in both directions or `[y, x]`. */
  readonly kernelSize: number | readonly [number, number];
  /** Pixels from one tap of a filter to the next. Default: 1. */
  readonly dilation?: number | readonly [number, number];
}

/** Filters of each channel's own. Weights `[height, width, channels, depthMultiplier]`. */
export interface DepthwiseConv2dLayer extends LayerBase, WithWeights, Window {
  readonly kind: 'depthwiseConv2d';
  readonly kernelSize: number | readonly [number, number];
  /** Filters per channel. Default: 1. */
  readonly depthMultiplier?: number;
  /** Pixels from one tap of a filter to the next. Default: 1. */
  readonly dilation?: number | readonly [number, number];
}

/** The largest value, or the mean, of each window of each channel. Padding is left out. */
export interface PoolingLayer extends LayerBase, Window {
  readonly kind: 'maxPooling2d' | 'averagePooling2d';
  /** Size of the windows, in both directions or `[y, x]`. Default: 2. The stride's default is this. */
  readonly poolSize?: number | readonly [number, number];
}

/** The mean of each channel; `[height, width, channels]` to `[channels]`. */
export interface GlobalAveragePoolingLayer extends LayerBase {
  readonly kind: 'globalAveragePooling2d';
}

/** `[height, width, channels]` to `[height * width * channels]`. */
export interface FlattenLayer extends LayerBase {
  readonly kind: 'flatten';
}

/** Batch norm of each channel. Its place is its place in the list. */
export interface BatchNormLayer extends LayerBase {
  readonly kind: 'batchNorm';
  /** Share of the old value that the population statistics keep, in [0, 1]. Default: 0.99. */
  readonly momentum?: number;
  /** Added to the variance under the root; positive. Default: 0.001. */
  readonly epsilon?: number;
  /** Whether there is a beta. Default: `true`. */
  readonly center?: boolean;
  /** Whether there is a gamma. Default: `true`. */
  readonly scale?: boolean;
  /** Examples whose statistics are taken together in training; the same for every layer that has it. Default: the batch. */
  readonly ghostBatchSize?: number;
  /** Normalizes with the population statistics in training too, and learns nothing. Default: `false`. */
  readonly frozen?: boolean;
}

/** Normalizes groups of channels of each image, as `groups` equal parts. */
export interface GroupNormLayer extends LayerBase {
  readonly kind: 'groupNorm';
  /** A divisor of the channels. Default: 32, or the channels where there are fewer. */
  readonly groups?: number;
  readonly epsilon?: number;
  readonly center?: boolean;
  readonly scale?: boolean;
}

/** Normalizes the channels of each pixel. */
export interface LayerNormLayer extends LayerBase {
  readonly kind: 'layerNorm';
  readonly epsilon?: number;
  readonly center?: boolean;
  readonly scale?: boolean;
}

/** An activation as a layer. */
export interface ActivationLayer extends LayerBase {
  readonly kind: 'activation';
  readonly activation: GraphActivation;
  readonly alpha?: number;
}

/** Sets a share of the values to 0 in training and scales the others. The same seed and step give the same mask. */
export interface DropoutLayer extends LayerBase {
  readonly kind: 'dropout';
  /** Share that is dropped, in [0, 1). */
  readonly rate: number;
  /** An integer. Default: 0. */
  readonly seed?: number;
}

/** The sum of earlier outputs of one shape, or the channels of earlier outputs side by side. */
export interface MergeLayer extends LayerBase {
  readonly kind: 'add' | 'concat';
  /** At least two. */
  readonly from: readonly string[];
}

/** Marks the outputs as logits of classes: `probabilities` are their softmax. Only as the last layer. */
export interface SoftmaxLayer extends LayerBase {
  readonly kind: 'softmax';
}

/** A layer of a network, as a plain object. */
export type LayerDescription =
  | DenseLayer
  | Conv2dLayer
  | DepthwiseConv2dLayer
  | PoolingLayer
  | GlobalAveragePoolingLayer
  | FlattenLayer
  | BatchNormLayer
  | GroupNormLayer
  | LayerNormLayer
  | ActivationLayer
  | DropoutLayer
  | MergeLayer
  | SoftmaxLayer;
