import fc from 'fast-check';
import { compiledActivations, type LabelledInputs, type NetworkShape, type NetworkValues } from '../../src';
import { isLayerNormalized, slotCount } from '../../src/network/network-shape';

/** A stream of numbers, even on [0, 1), for test data: the same for a seed everywhere. */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    // The low bits of such a generator are poor: two draws are mixed.
    const high = state >>> 8;
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return ((high ^ (state >>> 12)) & 0xffffff) / 0x1000000;
  };
}

export const arbitraryOptimizer: fc.Arbitrary<NetworkShape['optimizer']> = fc.constantFrom(
  { kind: 'sgd', momentum: 0 },
  { kind: 'sgd', momentum: 0.9 },
  { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-3 },
);

/** Shapes of all kinds: 1 unit, widths that no vector divides, one layer to four, normalized or not, one by one. */
export const arbitraryShape: fc.Arbitrary<NetworkShape> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 40 }),
    hidden: fc.array(fc.integer({ min: 1, max: 45 }), { maxLength: 3 }),
    classes: fc.integer({ min: 1, max: 14 }),
    activation: fc.constantFrom(...compiledActivations),
    normalized: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    placement: fc.constantFrom('before-activation' as const, 'after-activation' as const),
    momentum: fc.constantFrom(0, 0.9, 0.99, 1),
    epsilon: fc.constantFrom(1e-3, 0.1),
    optimizer: arbitraryOptimizer,
    ghostBatchSize: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  })
  .map(({ inputs, hidden, classes, normalized, ghostBatchSize, ...rest }) => ({
    ...rest,
    layerSizes: [inputs, ...hidden, classes],
    batchNorm: normalized.slice(0, hidden.length),
    ...(ghostBatchSize === undefined ? {} : { ghostBatchSize }),
  }));

/** Values that are nowhere what a new network has: gamma around 1, everything else around 0. */
export function randomValues(shape: NetworkShape, seed: number): NetworkValues {
  const draw = uniform(seed);
  const vector = (length: number, centre: number, spread: number) =>
    Float32Array.from({ length }, () => centre + spread * (2 * draw() - 1));
  const layers = shape.layerSizes.slice(1).map((columns, index) => {
    const rows = shape.layerSizes[index]!;
    const matrix = (spread: number) => vector(rows * columns, 0, spread);
    const normalized = isLayerNormalized(shape, index);
    const vectors = (centre: number, spread: number) =>
      normalized
        ? { gamma: vector(columns, centre, spread), beta: vector(columns, 0, spread) }
        : { bias: vector(columns, 0, spread) };
    const slots = Array.from({ length: slotCount(shape) }, (_, slot) => ({
      // Adam's second average is one of squares.
      weights: slot === 1 ? matrix(0.1).map(Math.abs) : matrix(0.1),
      ...(slot === 1 ? squares(vectors(0.1, 0.05)) : vectors(0, 0.1)),
    }));
    return {
      weights: { rows, columns, values: matrix(1.5 / Math.sqrt(rows)) },
      ...vectors(1, 0.5),
      ...(normalized
        ? { populationMean: vector(columns, 0, 0.5), populationVariance: vector(columns, 1, 0.5) }
        : {}),
      ...(slots.length > 0 ? { slots } : {}),
    };
  });
  return { step: 3, layers };
}

function squares<T extends object>(vectors: T): T {
  const entries = Object.entries(vectors) as [string, Float32Array][];
  return Object.fromEntries(entries.map(([name, values]) => [name, values.map(Math.abs)])) as T;
}

/** Examples most of whose values are 0, as of handwriting; `kind` says what holds them. */
export function randomExamples(
  { layerSizes }: NetworkShape,
  { count, seed, kind }: { count: number; seed: number; kind: 'bytes' | 'floats' },
): LabelledInputs {
  const draw = uniform(seed);
  const inputSize = layerSizes[0]!;
  const length = count * inputSize;
  const inputs =
    kind === 'bytes'
      ? Uint8Array.from({ length }, () => (draw() < 0.6 ? 0 : 1 + Math.floor(255 * draw())))
      : Float32Array.from({ length }, () => (draw() < 0.6 ? 0 : 2 * draw() - 1));
  const labels = Uint8Array.from({ length: count }, () => Math.floor(draw() * layerSizes.at(-1)!));
  return { count, inputSize, inputs, labels };
}
