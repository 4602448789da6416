import { ArgumentError, checkBoolean, checkChoice, checkNumber, checkOptions } from '@bnlab/arguments';
import type { Shape } from './shape';
import {
  graphActivations,
  type ActivationLayer,
  type BatchNormLayer,
  type Conv2dLayer,
  type DenseLayer,
  type DepthwiseConv2dLayer,
  type DropoutLayer,
  type FlattenLayer,
  type GlobalAveragePoolingLayer,
  type GroupNormLayer,
  type LayerDescription,
  type LayerNormLayer,
  type MergeLayer,
  type PoolingLayer,
  type SoftmaxLayer,
  type WithWeights,
} from './layer-description';

type Pair = readonly [number, number];
type Complete<Layer, Pairs extends keyof Layer = never> = {
  readonly [option in Exclude<keyof Layer, 'name' | 'from' | Pairs>]-?: Exclude<Layer[option], undefined>;
} & { readonly [option in Pairs]-?: Pair };

/** A layer with every option written out. */
export type CompleteLayer =
  | Complete<DenseLayer>
  | Complete<Conv2dLayer, 'kernelSize' | 'stride' | 'dilation'>
  | Complete<DepthwiseConv2dLayer, 'kernelSize' | 'stride' | 'dilation'>
  | Complete<PoolingLayer, 'poolSize' | 'stride'>
  | Complete<GlobalAveragePoolingLayer>
  | Complete<FlattenLayer>
  | (Omit<Complete<BatchNormLayer>, 'ghostBatchSize'> & { readonly ghostBatchSize: number | undefined })
  | Complete<GroupNormLayer>
  | Complete<LayerNormLayer>
  | Complete<ActivationLayer>
  | Complete<DropoutLayer>
  | Complete<MergeLayer>
  | Complete<SoftmaxLayer>;

type Complement = (layer: never, where: string, sources: readonly Shape[]) => CompleteLayer;

const window = ['stride', 'padding'];
const linear = ['useBias', 'frozen', 'activation', 'alpha'];
const affine = ['epsilon', 'center', 'scale'];

/** Per kind: the options besides `kind`, `name` and `from`, and what completes them. */
const kinds: {
  readonly [kind in LayerDescription['kind']]: { options: readonly string[]; complete: Complement };
} = {
  dense: { options: ['units', ...linear], complete: completeDense },
  conv2d: { options: ['filters', 'kernelSize', 'dilation', ...window, ...linear], complete: completeConv2d },
  depthwiseConv2d: {
    options: ['kernelSize', 'depthMultiplier', 'dilation', ...window, ...linear],
    complete: completeDepthwise,
  },
  maxPooling2d: { options: ['poolSize', ...window], complete: completePooling },
  averagePooling2d: { options: ['poolSize', ...window], complete: completePooling },
  globalAveragePooling2d: { options: [], complete: () => ({ kind: 'globalAveragePooling2d' }) },
  flatten: { options: [], complete: () => ({ kind: 'flatten' }) },
  batchNorm: { options: ['momentum', 'ghostBatchSize', 'frozen', ...affine], complete: completeBatchNorm },
  groupNorm: { options: ['groups', ...affine], complete: completeGroupNorm },
  layerNorm: {
    options: affine,
    complete: (layer: LayerNormLayer, where) => ({ kind: 'layerNorm', ...completeAffine(where, layer) }),
  },
  activation: {
    options: ['activation', 'alpha'],
    complete: (layer: ActivationLayer, where) => ({
      kind: 'activation',
      ...completeWeights(where, layer),
    }),
  },
  dropout: { options: ['rate', 'seed'], complete: completeDropout },
  add: { options: [], complete: completeMerge },
  concat: { options: [], complete: completeMerge },
  softmax: { options: [], complete: () => ({ kind: 'softmax' }) },
};

/** Every kind of layer, in the order of the documentation. */
export const layerKinds = Object.keys(kinds) as readonly LayerDescription['kind'][];

/** @throws ArgumentError naming the layer and the option, what it must be and what it is. */
export function completeLayer(
  where: string,
  layer: LayerDescription,
  sources: readonly Shape[],
): CompleteLayer {
  checkChoice(where, 'kind', layer.kind, layerKinds);
  const { options, complete } = kinds[layer.kind];
  checkOptions(where, layer, ['kind', 'name', 'from', ...options], 'layer');
  if (sources.length !== 1 && layer.kind !== 'add' && layer.kind !== 'concat') {
    throw new ArgumentError(
      where,
      `${layer.kind} reads one layer, got ${sources.length}; join them with add or concat`,
    );
  }
  return complete(layer as never, where, sources);
}

function completeDense(layer: DenseLayer, where: string): CompleteLayer {
  checkCount(where, 'units', layer.units);
  return { kind: 'dense', units: layer.units, ...completeWeights(where, layer) };
}

function completeConv2d(layer: Conv2dLayer, where: string): CompleteLayer {
  const { filters, kernelSize, dilation = 1 } = layer;
  checkCount(where, 'filters', filters);
  return {
    ...{ kind: 'conv2d', filters, kernelSize: pair(where, 'kernelSize', kernelSize) },
    ...{ dilation: pair(where, 'dilation', dilation), ...completeWindow(where, layer, 1) },
    ...completeWeights(where, layer),
  };
}

function completeDepthwise(layer: DepthwiseConv2dLayer, where: string): CompleteLayer {
  const { kernelSize, depthMultiplier = 1, dilation = 1 } = layer;
  checkCount(where, 'depthMultiplier', depthMultiplier);
  return {
    ...{ kind: 'depthwiseConv2d', depthMultiplier, kernelSize: pair(where, 'kernelSize', kernelSize) },
    ...{ dilation: pair(where, 'dilation', dilation), ...completeWindow(where, layer, 1) },
    ...completeWeights(where, layer),
  };
}

function completePooling(layer: PoolingLayer, where: string): CompleteLayer {
  const poolSize = pair(where, 'poolSize', layer.poolSize ?? 2);
  return { kind: layer.kind, poolSize, ...completeWindow(where, layer, poolSize, 'valid') };
}

function completeWindow(
  where: string,
  { stride, padding }: { stride?: number | Pair; padding?: 'same' | 'valid' },
  usualStride: number | Pair,
  usualPadding: 'same' | 'valid' = 'same',
) {
  const chosen = padding ?? usualPadding;
  checkChoice(where, 'padding', chosen, ['same', 'valid'] as const);
  return { stride: pair(where, 'stride', stride ?? usualStride), padding: chosen };
}

function completeBatchNorm(layer: BatchNormLayer, where: string): CompleteLayer {
  const { momentum = 0.99, ghostBatchSize, frozen = false } = layer;
  checkNumber(where, 'momentum', momentum, { min: 0, max: 1 });
  checkBoolean(where, 'frozen', frozen);
  if (ghostBatchSize !== undefined) checkCount(where, 'ghostBatchSize', ghostBatchSize);
  return { kind: 'batchNorm', momentum, ghostBatchSize, frozen, ...completeAffine(where, layer) };
}

function completeGroupNorm(layer: GroupNormLayer, where: string, [source]: readonly Shape[]): CompleteLayer {
  const { channels } = source!;
  const { groups = Math.min(32, channels) } = layer;
  checkCount(where, 'groups', groups);
  if (channels % groups !== 0) {
    throw new ArgumentError(where, `groups must divide the ${channels} channels, got ${groups}`);
  }
  return { kind: 'groupNorm', groups, ...completeAffine(where, layer) };
}

function completeAffine(where: string, layer: { epsilon?: number; center?: boolean; scale?: boolean }) {
  const { epsilon = 1e-3, center = true, scale = true } = layer;
  checkNumber(where, 'epsilon', epsilon, { above: 0 });
  checkBoolean(where, 'center', center);
  checkBoolean(where, 'scale', scale);
  return { epsilon, center, scale };
}

function completeWeights(where: string, layer: WithWeights) {
  const { useBias = true, frozen = false } = layer;
  checkBoolean(where, 'useBias', useBias);
  checkBoolean(where, 'frozen', frozen);
  return { useBias, frozen, ...completeActivation(where, layer) };
}

function completeActivation(where: string, layer: { activation?: string; alpha?: number }) {
  const { activation = 'identity' } = layer;
  checkChoice(where, 'activation', activation, graphActivations);
  const { alpha = activation === 'leakyRelu' ? 0.2 : 1 } = layer;
  checkNumber(where, 'alpha', alpha, { above: 0 });
  return { activation, alpha };
}

function completeDropout({ rate, seed = 0 }: DropoutLayer, where: string): CompleteLayer {
  checkNumber(where, 'rate', rate, { min: 0, below: 1 });
  checkNumber(where, 'seed', seed, { integer: true });
  return { kind: 'dropout', rate, seed };
}

function completeMerge({ kind, from }: MergeLayer, where: string): CompleteLayer {
  if (Array.isArray(from) && from.length >= 2) return { kind };
  throw new ArgumentError(where, `from must list at least two earlier layers, got ${String(from)}`);
}

function pair(where: string, option: string, value: number | Pair): Pair {
  const both: readonly unknown[] = Array.isArray(value) ? (value as readonly unknown[]) : [value, value];
  if (both.length !== 2) {
    throw new ArgumentError(where, `${option} must be a number or [y, x], got ${both.length} numbers`);
  }
  for (const each of both) checkCount(where, option, each);
  return both as unknown as Pair;
}

function checkCount(where: string, option: string, value: unknown): void {
  checkNumber(where, option, value, { integer: true, min: 1 });
}
