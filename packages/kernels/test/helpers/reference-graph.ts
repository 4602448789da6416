import type { GraphDescription, GraphValues } from '../../src';
import { axisOf } from '../../src/graph/geometry';
import { completeGraph } from '../../src/graph/graph-description';
import { windowOf } from '../../src/graph/infer-shape';
import type { Shape } from '../../src/graph/shape';
import type { Node, NodeActivation } from '../../src/graph/network-nodes';
import { referenceActivations } from './reference-network';

/** Values of a batch, [example][y][x][channel]. */
type Batch = Float64Array[];
type Parameters = { readonly [role: string]: ArrayLike<number> | undefined };

/** How batch norm takes its statistics in a pass. */
export type ReferenceMode = 'training' | 'population' | 'batch';

interface Pass {
  readonly mode: ReferenceMode;
  /** Examples whose statistics are taken together. */
  readonly groupSize: number;
}

/** The outputs of a network in double precision, with plain loops. */
export function referenceOutputs(
  description: GraphDescription,
  values: GraphValues,
  inputs: Batch,
  mode: ReferenceMode,
): Batch {
  const { nodes, output, ghostBatchSize } = completeGraph('reference', description);
  const pass = { mode, groupSize: mode === 'training' ? (ghostBatchSize ?? inputs.length) : inputs.length };
  const results = new Map<Node, Batch>();
  for (const node of nodes) {
    const sources = node.inputs.map((input) => results.get(input)!);
    const parameters: Parameters = values.layers[node.name] ?? {};
    const linear = node.layer.kind === 'input' ? inputs : apply(node, sources, parameters, pass);
    results.set(node, node.activation ? activate(linear, node.activation) : linear);
  }
  return results.get(output)!;
}

/** The mean loss of outputs. */
export function referenceLoss(description: GraphDescription, outputs: Batch, targets: Batch): number {
  const { loss, output } = completeGraph('reference', description);
  const { channels } = output.shape;
  let total = 0;
  let count = 0;
  outputs.forEach((example, index) => {
    for (let start = 0; start < example.length; start += channels) {
      const z = example.subarray(start, start + channels);
      const raw = targets[index]!.subarray(start, start + channels);
      const t = raw.map((value) => value * (1 - loss.labelSmoothing) + loss.labelSmoothing / channels);
      total += lossOf(loss.kind, loss.delta, z, t);
      count += 1;
    }
  });
  return total / count;
}

function lossOf(kind: string, delta: number, z: Float64Array, t: Float64Array): number {
  if (kind === 'softmaxCrossEntropy') {
    const top = Math.max(...z);
    const sum = z.reduce((total, value) => total + Math.exp(value - top), 0);
    return z.reduce((total, value, i) => total + t[i]! * (Math.log(sum) + top - value), 0);
  }
  const each = z.map((value, i) => {
    const error = Math.abs(value - t[i]!);
    if (kind === 'meanSquaredError') return error ** 2;
    if (kind === 'huber') return error <= delta ? error ** 2 / 2 : delta * (error - delta / 2);
    return Math.max(value, 0) - value * t[i]! + Math.log1p(Math.exp(-Math.abs(value)));
  });
  return each.reduce((sum, value) => sum + value, 0) / z.length;
}

function activate(batch: Batch, { name, alpha }: NodeActivation): Batch {
  const f = (y: number) => {
    if (name === 'relu6') return Math.min(6, Math.max(0, y));
    if (name === 'leakyRelu') return y > 0 ? y : alpha * y;
    if (name === 'elu') return y > 0 ? y : alpha * Math.expm1(y);
    return referenceActivations[name][0](y);
  };
  return batch.map((example) => example.map(f));
}

function apply({ layer, inputs, shape }: Node, sources: Batch[], parameters: Parameters, pass: Pass): Batch {
  const [x] = sources as [Batch];
  const source = inputs[0]!.shape;
  switch (layer.kind) {
    case 'dense':
      return x.map((example) => multiply(example, parameters, source.channels, layer.units));
    case 'conv2d':
    case 'depthwiseConv2d':
    case 'maxPooling2d':
    case 'averagePooling2d': {
      const y = axisOf(source.height, windowOf(layer, 0));
      const right = axisOf(source.width, windowOf(layer, 1));
      return x.map((example) => slide(layer, example, { source, shape, y, x: right, parameters }));
    }
    case 'globalAveragePooling2d':
      return x.map((example) => channelMeans(example, shape.channels));
    case 'batchNorm':
      return batchNorm(layer, x, parameters, shape.channels, pass);
    case 'groupNorm':
      return x.map((example) =>
        imageNorm(example, layer, parameters, shape, shape.channels / layer.groups, false),
      );
    case 'layerNorm':
      return x.map((example) => imageNorm(example, layer, parameters, shape, shape.channels, true));
    case 'activation':
      return activate(x, { name: layer.activation, alpha: layer.alpha });
    case 'add':
      return x.map((example, n) =>
        example.map((_, i) => sources.reduce((sum, other) => sum + other[n]![i]!, 0)),
      );
    case 'concat':
      return x.map((_, n) =>
        concat(
          sources.map((other) => other[n]!),
          inputs.map((input) => input.shape.channels),
        ),
      );
    case 'input':
    case 'flatten':
    case 'dropout':
    case 'softmax':
      return x;
  }
}

function multiply(
  x: Float64Array,
  { weights, bias }: Parameters,
  rows: number,
  columns: number,
): Float64Array {
  return Float64Array.from({ length: columns }, (_, j) => {
    let sum = bias?.[j] ?? 0;
    for (let i = 0; i < rows; i++) sum += x[i]! * weights![i * columns + j]!;
    return sum;
  });
}

function slide(
  layer: Extract<Node['layer'], { stride: unknown }>,
  example: Float64Array,
  {
    source,
    shape,
    y,
    x,
    parameters: { weights, bias },
  }: {
    source: Shape;
    shape: Shape;
    y: ReturnType<typeof axisOf>;
    x: ReturnType<typeof axisOf>;
    parameters: Parameters;
  },
): Float64Array {
  const out = new Float64Array(shape.height * shape.width * shape.channels);
  const at = (row: number, column: number, channel: number) =>
    example[(row * source.width + column) * source.channels + channel]!;
  for (let i = 0; i < shape.height; i++) {
    for (let j = 0; j < shape.width; j++) {
      for (let c = 0; c < shape.channels; c++) {
        const taps: [tap: number, row: number, column: number][] = [];
        for (let ky = 0; ky < y.kernel; ky++) {
          for (let kx = 0; kx < x.kernel; kx++) {
            const row = i * y.stride + ky * y.dilation - y.padding;
            const column = j * x.stride + kx * x.dilation - x.padding;
            const isInside = row >= 0 && row < source.height && column >= 0 && column < source.width;
            if (isInside) taps.push([ky * x.kernel + kx, row, column]);
          }
        }
        const place = (i * shape.width + j) * shape.channels + c;
        if (layer.kind === 'maxPooling2d')
          out[place] = Math.max(...taps.map(([, row, column]) => at(row, column, c)));
        else if (layer.kind === 'averagePooling2d') {
          out[place] = taps.reduce((sum, [, row, column]) => sum + at(row, column, c), 0) / taps.length;
        } else if (layer.kind === 'depthwiseConv2d') {
          const channel = Math.floor(c / layer.depthMultiplier);
          out[place] = taps.reduce(
            (sum, [tap, row, column]) => sum + weights![tap * shape.channels + c]! * at(row, column, channel),
            bias?.[c] ?? 0,
          );
        } else {
          let sum = bias?.[c] ?? 0;
          for (const [tap, row, column] of taps) {
            for (let k = 0; k < source.channels; k++) {
              sum += weights![(tap * source.channels + k) * shape.channels + c]! * at(row, column, k);
            }
          }
          out[place] = sum;
        }
      }
    }
  }
  return out;
}

function channelMeans(example: Float64Array, channels: number): Float64Array {
  return Float64Array.from({ length: channels }, (_, c) => {
    const values = example.filter((_value, i) => i % channels === c);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}

function batchNorm(
  { epsilon, frozen }: { epsilon: number; frozen: boolean },
  x: Batch,
  { gamma, beta, populationMean, populationVariance }: Parameters,
  channels: number,
  { mode, groupSize }: Pass,
): Batch {
  const isFixed = mode === 'population' || frozen;
  return x.map((example, n) => {
    const first = Math.floor(n / groupSize) * groupSize;
    const group = x.slice(first, first + groupSize);
    const moments = Array.from({ length: channels }, (_, c) => {
      if (isFixed) return [populationMean![c]!, populationVariance![c]!] as const;
      const values = group.flatMap((one) => Array.from(one).filter((_value, i) => i % channels === c));
      return momentsOf(values);
    });
    return example.map((value, i) => {
      const c = i % channels;
      const [mean, variance] = moments[c]!;
      return ((value - mean) / Math.sqrt(variance + epsilon)) * (gamma?.[c] ?? 1) + (beta?.[c] ?? 0);
    });
  });
}

function imageNorm(
  example: Float64Array,
  { epsilon }: { epsilon: number },
  { gamma, beta }: Parameters,
  { channels }: Shape,
  size: number,
  perPixel: boolean,
): Float64Array {
  const setOf = (i: number) =>
    Math.floor((i % channels) / size) + (perPixel ? Math.floor(i / channels) * (channels / size) : 0);
  const sets = new Map<number, number[]>();
  example.forEach((value, i) => {
    const set = setOf(i);
    if (!sets.has(set)) sets.set(set, []);
    sets.get(set)!.push(value);
  });
  return example.map((value, i) => {
    const [mean, variance] = momentsOf(sets.get(setOf(i))!);
    const c = i % channels;
    return ((value - mean) / Math.sqrt(variance + epsilon)) * (gamma?.[c] ?? 1) + (beta?.[c] ?? 0);
  });
}

function momentsOf(values: readonly number[]): readonly [mean: number, variance: number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length];
}

function concat(examples: readonly Float64Array[], channels: readonly number[]): Float64Array {
  const pixels = examples[0]!.length / channels[0]!;
  const parts = Array.from({ length: pixels }, (_, pixel) =>
    examples.flatMap((example, i) =>
      Array.from(example.subarray(pixel * channels[i]!, (pixel + 1) * channels[i]!)),
    ),
  );
  return Float64Array.from(parts.flat());
}
