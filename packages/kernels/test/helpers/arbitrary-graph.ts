import fc from 'fast-check';
import type {
  CompiledGraph,
  GraphDescription,
  GraphExamples,
  GraphValues,
  LayerDescription,
} from '../../src';
import { completeGraph } from '../../src/graph/graph-description';
import { uniform } from './arbitrary-network';

/** Activations without a corner, for gradients by finite differences. */
const smooth = ['identity', 'sigmoid', 'tanh', 'swish', 'gelu'] as const;

const size = fc.integer({ min: 1, max: 3 });
const sizes = fc.oneof(size, fc.tuple(size, size));
const base = { useBias: fc.boolean(), activation: fc.constantFrom(...smooth) };
const window = { stride: sizes, padding: fc.constantFrom('same' as const, 'valid' as const) };
const affine = { center: fc.boolean(), scale: fc.boolean(), epsilon: fc.constantFrom(1e-3, 0.1) };

/** A layer that reads and makes images; what it reads may be too small for a `valid` window. */
export const arbitraryImageLayer: fc.Arbitrary<LayerDescription> = fc.oneof(
  fc.record({
    ...{ kind: fc.constant('conv2d' as const), filters: fc.integer({ min: 1, max: 9 }), kernelSize: sizes },
    ...{ dilation: fc.oneof(fc.constant(1), sizes), ...window, ...base },
  }),
  fc.record({
    ...{
      kind: fc.constant('conv2d' as const),
      filters: fc.integer({ min: 1, max: 9 }),
      kernelSize: fc.constant(3),
    },
    ...{ padding: window.padding, ...base },
  }),
  fc.record({
    ...{ kind: fc.constant('depthwiseConv2d' as const), depthMultiplier: size, kernelSize: sizes },
    ...{ dilation: fc.oneof(fc.constant(1), sizes), ...window, ...base },
  }),
  fc.record({
    kind: fc.constantFrom('maxPooling2d' as const, 'averagePooling2d' as const),
    ...{ poolSize: sizes, ...window },
  }),
  fc.record({ kind: fc.constant('batchNorm' as const), ...affine, frozen: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('groupNorm' as const), groups: fc.constant(1), ...affine }),
  fc.record({ kind: fc.constant('layerNorm' as const), ...affine }),
  fc.record({ kind: fc.constant('activation' as const), activation: fc.constantFrom(...smooth) }),
);

/** What ends a network of images. */
const arbitraryHead: fc.Arbitrary<LayerDescription[]> = fc
  .tuple(
    fc.constantFrom('flatten' as const, 'globalAveragePooling2d' as const),
    fc.integer({ min: 1, max: 7 }),
  )
  .map(([kind, units]) => [{ kind }, { kind: 'dense', units }]);

const arbitraryLoss = fc.constantFrom<NonNullable<GraphDescription['loss']>[]>(
  'softmaxCrossEntropy',
  { kind: 'softmaxCrossEntropy', labelSmoothing: 0.2 },
  'sigmoidCrossEntropy',
  'meanSquaredError',
  { kind: 'huber', delta: 0.5 },
);

/** Networks of one to four layers of images and a head, that can read their inputs. */
export const arbitraryGraph: fc.Arbitrary<GraphDescription> = fc
  .record({
    image: fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 6 }),
    ),
    body: fc.array(arbitraryImageLayer, { minLength: 1, maxLength: 4 }),
    head: arbitraryHead,
    loss: arbitraryLoss,
    ghostBatchSize: fc.option(fc.integer({ min: 2, max: 9 }), { nil: undefined }),
  })
  .map(({ image, body, head, loss, ghostBatchSize }) => ({
    inputShape: image,
    layers: [
      ...body.map((layer) =>
        layer.kind === 'batchNorm' && ghostBatchSize ? { ...layer, ghostBatchSize } : layer,
      ),
      ...head,
    ],
    loss,
  }))
  .filter(isPossible);

function isPossible(description: GraphDescription): boolean {
  try {
    completeGraph('test', description);
    return true;
  } catch {
    return false;
  }
}

/** Values that are nowhere what a new network has. */
export function randomGraphValues(network: CompiledGraph, seed: number): GraphValues {
  const draw = uniform(seed);
  const layers: { [layer: string]: { [role: string]: Float32Array } } = {};
  for (const { layer, role, shape } of network.parameters()) {
    const length = shape.reduce((product, one) => product * one, 1);
    const fanIn = shape.slice(0, -1).reduce((product, one) => product * one, 1);
    const centre = role === 'gamma' || role === 'populationVariance' ? 1 : 0;
    const spread = role === 'weights' ? 1.5 / Math.sqrt(fanIn) : 0.5;
    (layers[layer] ??= {})[role] = Float32Array.from({ length }, () => centre + spread * (2 * draw() - 1));
  }
  return { step: 3, layers };
}

/** Examples with targets between 0 and 1 that sum to 1. */
export function randomGraphExamples(
  description: GraphDescription,
  count: number,
  seed: number,
): GraphExamples {
  const draw = uniform(seed);
  const { inputSize, outputSize } = completeGraph('test', description);
  const inputs = Float32Array.from({ length: count * inputSize }, () => 2 * draw() - 1);
  const labels = new Float32Array(count * outputSize);
  for (let n = 0; n < count; n++) {
    const target = Float32Array.from({ length: outputSize }, () => draw() + 0.01);
    const sum = target.reduce((total, value) => total + value, 0);
    labels.set(
      target.map((value) => value / sum),
      n * outputSize,
    );
  }
  return { count, inputs, labels };
}

/** Rows of examples in double precision. */
export function rowsOf(values: Float32Array | Uint8Array, size: number): Float64Array[] {
  const rows: Float64Array[] = [];
  for (let start = 0; start < values.length; start += size) {
    rows.push(Float64Array.from(values.subarray(start, start + size)));
  }
  return rows;
}
