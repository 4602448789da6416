import { ArgumentError } from '@bnlab/arguments';
import type { GraphActivation, GraphValues, LayerDescription } from '@bnlab/kernels';
import * as tfl from '@tensorflow/tfjs-layers';
import { writeWeights } from '../compiled-model/model-weights';
import { batchNormalization } from '../layers/batch-normalization';
import { groupNormalization } from '../layers/group-normalization';
import type { OutputActivation } from '../neural-net/predicted-as';
import type { LayeredNetDescription } from './layered-net-description';

/** The weights are written afterwards; random ones would need a backend that computes. */
const zeros = { kernelInitializer: 'zeros' } as const;

type Symbolic = tfl.SymbolicTensor;

/**
 * A `tf.LayersModel` of the described layers, by their names, with these parameters.
 *
 * @throws ArgumentError naming the first layer that TensorFlow.js has nothing for.
 */
export function createModel(
  caller: string,
  description: LayeredNetDescription,
  parameters: GraphValues['layers'],
): tfl.LayersModel {
  const { inputShape, layers, outputActivation } = description;
  checkLayers(caller, layers);
  const input = tfl.input({ shape: [...inputShape], name: 'input' });
  const outputs = new Map<string, Symbolic>([['input', input]]);
  let before = input;
  layers.forEach((layer, index) => {
    const name = layer.name ?? `${layer.kind}-${index + 1}`;
    const sources =
      layer.from === undefined ? [before] : [layer.from].flat().map((from) => outputs.get(from)!);
    const atOutput = index === layers.length - 1 ? outputActivation : undefined;
    before = sources.length > 1 ? apply(merge(layer, name), sources) : sources[0]!;
    for (const made of layersOf(layer, name, before.shape, atOutput)) before = apply(made, before);
    outputs.set(name, before);
  });
  const model = tfl.model({ inputs: input, outputs: before });
  writeWeights(caller, model, parameters);
  return model;
}

function apply(layer: tfl.layers.Layer, inputs: Symbolic | Symbolic[]): Symbolic {
  return layer.apply(inputs) as Symbolic;
}

function merge({ kind }: LayerDescription, name: string): tfl.layers.Layer {
  return kind === 'add' ? tfl.layers.add({ name }) : tfl.layers.concatenate({ name });
}

/** The layers of TensorFlow.js that one layer is. */
function layersOf(
  layer: LayerDescription,
  name: string,
  inputShape: readonly (number | null)[],
  atOutput: OutputActivation | undefined,
): tfl.layers.Layer[] {
  switch (layer.kind) {
    case 'dense':
      return withActivation(layer, name, atOutput, (args) =>
        tfl.layers.dense({ ...args, units: layer.units }),
      );
    case 'conv2d': {
      const { filters, kernelSize } = layer;
      return withActivation(layer, name, atOutput, (args) =>
        tfl.layers.conv2d({
          ...{ ...args, ...zeros, ...windowOf(layer, 1, 'same'), filters },
          ...{ kernelSize: pair(kernelSize), dilationRate: pair(layer.dilation ?? 1) },
        }),
      );
    }
    case 'depthwiseConv2d': {
      const { kernelSize, depthMultiplier = 1 } = layer;
      return withActivation(layer, name, atOutput, (args) =>
        tfl.layers.depthwiseConv2d({
          ...{ ...args, ...windowOf(layer, 1, 'same'), depthMultiplier, depthwiseInitializer: 'zeros' },
          ...{ kernelSize: pair(kernelSize), dilationRate: pair(layer.dilation ?? 1) },
        }),
      );
    }
    case 'maxPooling2d':
    case 'averagePooling2d': {
      const { poolSize = 2, kind } = layer;
      const args = { name, poolSize: pair(poolSize), ...windowOf(layer, poolSize, 'valid') };
      return [kind === 'maxPooling2d' ? tfl.layers.maxPooling2d(args) : tfl.layers.averagePooling2d(args)];
    }
    case 'globalAveragePooling2d':
      return [tfl.layers.globalAveragePooling2d({ name, dataFormat: 'channelsLast' })];
    case 'flatten':
      return [tfl.layers.flatten({ name })];
    case 'batchNorm': {
      const { momentum, ghostBatchSize, frozen = false } = layer;
      const made = batchNormalization({ name, momentum, ghostBatchSize, ...affineOf(layer) });
      made.trainable = !frozen;
      return [made];
    }
    case 'groupNorm': {
      const { groups = Math.min(32, inputShape.at(-1)!) } = layer;
      return [groupNormalization({ name, groups, ...affineOf(layer) })];
    }
    case 'layerNorm':
      return [tfl.layers.layerNormalization({ name, ...affineOf(layer) })];
    case 'activation':
      return [activationLayer(layer.activation, layer.alpha, name, atOutput)];
    case 'dropout':
      return [tfl.layers.dropout({ name, rate: layer.rate, seed: layer.seed ?? 0 })];
    case 'add':
    case 'concat':
      return [];
    case 'softmax':
      return [tfl.layers.softmax({ name })];
  }
}

type Product = Extract<LayerDescription, { useBias?: boolean }>;
/** Activations by which a layer of TensorFlow.js may end; `'linear'` is none. */
type LayerActivation = NonNullable<Parameters<typeof tfl.layers.activation>[0]['activation']>;

interface ProductArgs {
  name: string;
  useBias: boolean;
  trainable: boolean;
  activation: LayerActivation;
}

/** A product with its activation: in one layer where TensorFlow.js has it, else in two. */
function withActivation(
  { activation = 'identity', alpha, useBias = true, frozen = false }: Product,
  name: string,
  atOutput: OutputActivation | undefined,
  make: (args: ProductArgs) => tfl.layers.Layer,
): tfl.layers.Layer[] {
  const args = { name, useBias, trainable: !frozen };
  const isOutput = atOutput !== undefined && activation === 'identity';
  if (isOutput) return [make({ ...args, activation: atOutput })];
  if (activation !== 'leakyRelu') return [make({ ...args, activation: nameOf(activation) })];
  return [
    make({ ...args, activation: 'linear' }),
    activationLayer(activation, alpha, `${name}_${activation}`, undefined),
  ];
}

function activationLayer(
  activation: GraphActivation,
  alpha: number | undefined,
  name: string,
  atOutput: OutputActivation | undefined,
): tfl.layers.Layer {
  if (activation === 'leakyRelu') return tfl.layers.leakyReLU({ name, alpha: alpha ?? 0.2 });
  return tfl.layers.activation({ name, activation: atOutput ?? nameOf(activation) });
}

/** @throws ArgumentError naming the first layer that TensorFlow.js has nothing for. */
function checkLayers(caller: string, layers: readonly LayerDescription[]): void {
  const odd = layers.findIndex(
    (layer) => 'activation' in layer && layer.activation === 'elu' && (layer.alpha ?? 1) !== 1,
  );
  if (odd < 0) return;
  const { name, alpha } = layers[odd] as { name?: string; alpha?: number };
  const where = name === undefined ? `layers[${odd}]` : `layer "${name}"`;
  throw new ArgumentError(
    caller,
    `${where}.alpha must be 1, as TensorFlow.js knows no other elu, got ${alpha}`,
  );
}

function nameOf(activation: GraphActivation): LayerActivation {
  return (activation === 'identity' ? 'linear' : activation) as LayerActivation;
}

type Size = number | readonly [number, number];

function windowOf(
  { stride, padding }: { stride?: Size; padding?: 'same' | 'valid' },
  usualStride: Size,
  usualPadding: 'same' | 'valid',
) {
  return { strides: pair(stride ?? usualStride), padding: padding ?? usualPadding };
}

function pair(size: Size): [number, number] {
  return typeof size === 'number' ? [size, size] : [...size];
}

function affineOf({
  epsilon = 1e-3,
  center = true,
  scale = true,
}: {
  epsilon?: number;
  center?: boolean;
  scale?: boolean;
}) {
  return { epsilon, center, scale };
}
