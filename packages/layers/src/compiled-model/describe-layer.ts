import { ArgumentError, show } from '@bnlab/arguments';
import { graphActivations, type GraphActivation, type LayerDescription } from '@bnlab/kernels';
import type * as tfl from '@tensorflow/tfjs-layers';

/** A layer without its name and its sources. */
type Unnamed = LayerDescription extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'name' | 'from'>
    : never
  : never;

/** A layer of a model as the compiled engine describes it: a layer, or another shape of the input. */
export type DescribedLayer =
  | {
      readonly kind: 'layer';
      readonly layer: Unnamed;
      /** The activation of the layer at the output, which the loss takes into account. */
      readonly outputActivation?: 'softmax' | 'sigmoid';
    }
  | { readonly kind: 'reshape'; readonly targetShape: readonly number[] };

type Config = Readonly<Record<string, unknown>>;

interface Place {
  /** Whether the layer gives the model's output. */
  readonly isOutput: boolean;
}

/** Settings of layers that only say how they start, or what the engine checks for itself. */
const unread =
  /Initializer$|^(name|trainable|dtype|batchInputShape|batchSize|inputShape|inputDType|dataFormat|sparse)$/;
/** Settings that change what a layer computes, and that the engine does not know. */
const penalties = /Regularizer$|Constraint$/;

/** @throws ArgumentError naming the layer, and what about it the compiled engine does not know. */
export function describeLayer(caller: string, layer: tfl.layers.Layer, place: Place): DescribedLayer {
  const kind = layer.getClassName();
  const where = `${caller}: layer "${layer.name}" (${kind})`;
  const describe = described[kind];
  if (!describe) {
    const known = Object.keys(described).join(', ');
    throw new ArgumentError(where, `the compiled engine does not know this layer; it knows ${known}`);
  }
  const config: Config = layer.getConfig();
  for (const [option, value] of Object.entries(config)) {
    if (unread.test(option) || value === null || value === undefined) continue;
    if (penalties.test(option))
      throw new ArgumentError(where, `${option} must be left out: the compiled engine does not know it`);
  }
  if (config.dataFormat === 'channelsFirst') {
    throw new ArgumentError(where, 'dataFormat must be channelsLast, got channelsFirst');
  }
  return describe(where, config, layer, place);
}

const described: Readonly<
  Record<string, (where: string, config: Config, layer: tfl.layers.Layer, place: Place) => DescribedLayer>
> = {
  Dense: (where, config, layer, place) =>
    product(where, config, layer, place, { kind: 'dense', units: config.units as number }),
  Conv2D: (where, config, layer, place) =>
    product(where, config, layer, place, {
      kind: 'conv2d',
      ...{
        filters: config.filters as number,
        ...windowOf(where, config),
        dilation: pairOf(config.dilationRate),
      },
      kernelSize: pairOf(config.kernelSize),
    }),
  DepthwiseConv2D: (where, config, layer, place) =>
    product(where, config, layer, place, {
      kind: 'depthwiseConv2d',
      ...{ depthMultiplier: config.depthMultiplier as number, ...windowOf(where, config) },
      ...{ dilation: pairOf(config.dilationRate), kernelSize: pairOf(config.kernelSize) },
    }),
  MaxPooling2D: (where, config) =>
    one({ kind: 'maxPooling2d', poolSize: pairOf(config.poolSize), ...windowOf(where, config) }),
  AveragePooling2D: (where, config) =>
    one({ kind: 'averagePooling2d', poolSize: pairOf(config.poolSize), ...windowOf(where, config) }),
  GlobalAveragePooling2D: () => one({ kind: 'globalAveragePooling2d' }),
  Flatten: () => one({ kind: 'flatten' }),
  BatchNormalization: batchNormalization,
  GroupNormalization: (where, config, layer) => {
    checkLastAxis(where, config, layer);
    const channels = layer.weights[0]?.shape[0] ?? undefined;
    const groups = config.groups === -1 ? channels : (config.groups as number);
    return one({ kind: 'groupNorm', groups, ...affineOf(config) });
  },
  LayerNormalization: (where, config, layer) => {
    checkLastAxis(where, config, layer);
    return one({ kind: 'layerNorm', ...affineOf(config) });
  },
  Activation: (where, config, _layer, place) => activationNamed(where, config.activation as string, place),
  ReLU: (where, { maxValue }) => {
    if (maxValue != null && maxValue !== 6)
      throw new ArgumentError(where, `maxValue must be left out or 6, got ${show(maxValue)}`);
    return one({ kind: 'activation', activation: maxValue === 6 ? 'relu6' : 'relu' });
  },
  LeakyReLU: (_where, { alpha }) =>
    one({ kind: 'activation', activation: 'leakyRelu', alpha: alpha as number }),
  ELU: (_where, { alpha }) => one({ kind: 'activation', activation: 'elu', alpha: alpha as number }),
  Softmax: (where, _config, _layer, place) => activationNamed(where, 'softmax', place),
  Dropout: (where, config) => {
    if (config.noiseShape != null) throw new ArgumentError(where, 'noiseShape must be left out');
    return one({ kind: 'dropout', rate: config.rate as number, seed: (config.seed as number | null) ?? 0 });
  },
  Add: () => one({ kind: 'add', from: [] } as unknown as Unnamed),
  Concatenate: (where, config, layer) => {
    checkLastAxis(where, config, layer);
    return one({ kind: 'concat', from: [] } as unknown as Unnamed);
  },
  Reshape: (_where, { targetShape }) => ({ kind: 'reshape', targetShape: targetShape as number[] }),
};

function one(layer: Unnamed): DescribedLayer {
  return { kind: 'layer', layer };
}

/** Softmax and sigmoid at the output are left to the loss. */
function activationNamed(where: string, activation: string, { isOutput }: Place): DescribedLayer {
  if (isOutput && (activation === 'softmax' || activation === 'sigmoid')) {
    return {
      kind: 'layer',
      layer: { kind: 'activation', activation: 'identity' },
      outputActivation: activation,
    };
  }
  return one({ kind: 'activation', activation: knownActivation(where, activation) });
}

function knownActivation(where: string, activation: string): GraphActivation {
  if (activation === 'linear') return 'identity';
  if (activation === 'softmax') throw new ArgumentError(where, 'softmax must be at the output');
  if ((graphActivations as readonly string[]).includes(activation)) return activation as GraphActivation;
  const known = graphActivations.filter((name) => name !== 'identity').join(', ');
  throw new ArgumentError(
    where,
    `activation must be linear, softmax at the output, ${known}, got ${activation}`,
  );
}

type Product = Extract<Unnamed, { useBias?: boolean }>;

function product(
  where: string,
  config: Config,
  layer: tfl.layers.Layer,
  { isOutput }: Place,
  what: Product,
): DescribedLayer {
  const activation = config.activation as string;
  const bare = { ...what, useBias: config.useBias as boolean, frozen: !layer.trainable } as Unnamed;
  if (isOutput && (activation === 'softmax' || activation === 'sigmoid')) {
    return { kind: 'layer', layer: bare, outputActivation: activation };
  }
  return one({ ...bare, activation: knownActivation(where, activation) } as Unnamed);
}

function batchNormalization(where: string, config: Config, layer: tfl.layers.Layer): DescribedLayer {
  checkLastAxis(where, config, layer);
  for (const option of ['renorm', 'bessel', 'training', 'reduceMoments', 'masked']) {
    if (config[option] == null || config[option] === false) continue;
    throw new ArgumentError(where, `${option} must be left out: the compiled engine does not know it`);
  }
  if (config.momentum === null) throw new ArgumentError(where, 'momentum must be a number, got null');
  return one({
    ...{
      kind: 'batchNorm',
      momentum: config.momentum as number,
      ...affineOf(config),
      frozen: !layer.trainable,
    },
    ...(config.ghostBatchSize == null ? {} : { ghostBatchSize: config.ghostBatchSize as number }),
  });
}

function affineOf(config: Config) {
  const { epsilon, center, scale } = config as { epsilon: number; center: boolean; scale: boolean };
  return { epsilon, center, scale };
}

function windowOf(where: string, config: Config) {
  const padding = config.padding as string;
  if (padding !== 'same' && padding !== 'valid')
    throw new ArgumentError(where, `padding must be same or valid, got ${padding}`);
  return { stride: pairOf(config.strides), padding } as const;
}

function pairOf(value: unknown): [number, number] {
  return Array.isArray(value)
    ? ([value[0], value[1] ?? value[0]] as [number, number])
    : [value as number, value as number];
}

function checkLastAxis(where: string, { axis = -1 }: Config, layer: tfl.layers.Layer): void {
  const axes = [axis].flat();
  const { outputShape } = layer;
  const last = (Array.isArray(outputShape[0]) ? outputShape[0] : outputShape).length - 1;
  if (axes.length === 1 && (axes[0] === -1 || axes[0] === last)) return;
  throw new ArgumentError(where, `axis must be the last, got ${axes.map(String).join(', ')}`);
}
