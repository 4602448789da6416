import { ArgumentError } from '@bnlab/arguments';
import type { CompleteLayer } from './complete-layer';
import { axisOf } from './geometry';
import { type Shape, sizeOf, writtenShape } from './shape';

/** @throws ArgumentError when the layer cannot read those shapes. */
export function inferShape(where: string, layer: CompleteLayer, sources: readonly Shape[]): Shape {
  const [source] = sources as [Shape];
  const { kind } = layer;
  switch (kind) {
    case 'add':
    case 'concat':
      return mergedShape(where, kind, sources);
    case 'dense':
      if (!source.isFlat) {
        const got = show(source);
        throw new ArgumentError(
          where,
          `dense reads [units], got ${got}; put flatten or globalAveragePooling2d before it`,
        );
      }
      return { ...source, channels: layer.units };
    case 'conv2d':
    case 'depthwiseConv2d':
    case 'maxPooling2d':
    case 'averagePooling2d': {
      const image = checkImage(where, kind, source);
      const [y, x] = [0, 1].map((i) => axisOf(i === 0 ? image.height : image.width, windowOf(layer, i))) as [
        ReturnType<typeof axisOf>,
        ReturnType<typeof axisOf>,
      ];
      if (y.outputs < 1 || x.outputs < 1) {
        throw new ArgumentError(
          where,
          `the window must fit the image ${show(source)}; use padding "same" or a smaller window`,
        );
      }
      const channels = channelsOf(layer, source.channels);
      return { height: y.outputs, width: x.outputs, channels, isFlat: false };
    }
    case 'globalAveragePooling2d':
      return { ...checkImage(where, kind, source), height: 1, width: 1, isFlat: true };
    case 'flatten':
      return { height: 1, width: 1, channels: sizeOf(source), isFlat: true };
    case 'batchNorm':
    case 'groupNorm':
    case 'layerNorm':
    case 'activation':
    case 'dropout':
    case 'softmax':
      return source;
  }
}

type WindowLayer = Extract<CompleteLayer, { stride: readonly [number, number] }>;

/** Direction 0 is y, 1 is x. */
export function windowOf(layer: WindowLayer, direction: number) {
  const kernel = 'kernelSize' in layer ? layer.kernelSize : layer.poolSize;
  const dilation = 'dilation' in layer ? layer.dilation[direction]! : 1;
  return { kernel: kernel[direction]!, stride: layer.stride[direction]!, dilation, padding: layer.padding };
}

function channelsOf(layer: WindowLayer, channels: number): number {
  if (layer.kind === 'conv2d') return layer.filters;
  return layer.kind === 'depthwiseConv2d' ? channels * layer.depthMultiplier : channels;
}

function checkImage(where: string, kind: string, source: Shape): Shape {
  if (!source.isFlat) return source;
  throw new ArgumentError(where, `${kind} reads [height, width, channels], got ${show(source)}`);
}

function mergedShape(where: string, kind: 'add' | 'concat', sources: readonly Shape[]): Shape {
  const [first] = sources as [Shape];
  const differs = ({ height, width, channels, isFlat }: Shape) =>
    height !== first.height ||
    width !== first.width ||
    isFlat !== first.isFlat ||
    (kind === 'add' && channels !== first.channels);
  const wrong = sources.find(differs);
  if (wrong) {
    const what = kind === 'add' ? 'the same shape' : 'the same height and width';
    throw new ArgumentError(where, `${kind} reads outputs of ${what}, got ${show(first)} and ${show(wrong)}`);
  }
  if (kind === 'add') return first;
  return { ...first, channels: sources.reduce((sum, { channels }) => sum + channels, 0) };
}

function show(shape: Shape): string {
  return `[${writtenShape(shape).join(', ')}]`;
}
