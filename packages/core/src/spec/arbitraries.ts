import fc from 'fast-check';
import type { Batch, PlainTensor } from './implementation';

/*
 * The inputs of the laws. All values are multiples of 1/8 and small, so that float32 holds them exactly, sums of a few
 * are exact too, and a shrunk counterexample is one to follow by hand.
 */

const eighths = (most: number) => fc.integer({ min: -8 * most, max: 8 * most }).map((n) => n / 8);

/** A value of a channel, in [-4, 4]. */
export const value = eighths(4);

/** A scale or a shift, in [-2, 2]. */
export const parameter = eighths(2);

/** A variance, in (0, 4]. */
export const positive = fc.integer({ min: 1, max: 32 }).map((n) => n / 8);

/** An epsilon; the first is the usual one. */
export const epsilon = fc.constantFrom(1e-3, 1e-2, 0.5);

/** An array of exactly so many. */
export function many<T>(arbitrary: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> {
  return fc.array(arbitrary, { minLength: length, maxLength: length });
}

/** A batch of so many examples and channels. */
export function batchOf(examples: number, channels: number): fc.Arbitrary<number[][]> {
  return many(many(value, channels), examples);
}

/** Bounds on the size of a batch. */
export interface BatchSize {
  minExamples?: number;
  maxExamples?: number;
  minChannels?: number;
}

/** A batch with everything that a layer over it has, all of matching sizes. */
export function layers({ minExamples = 1, maxExamples = 6, minChannels = 1 }: BatchSize = {}) {
  return fc
    .tuple(fc.integer({ min: minExamples, max: maxExamples }), fc.integer({ min: minChannels, max: 3 }))
    .chain(([examples, channels]) =>
      fc.record({
        x: batchOf(examples, channels),
        gamma: many(parameter, channels),
        beta: many(parameter, channels),
        epsilon,
      }),
    );
}

/** The same, and the gradient that comes back to its output. */
export function layersWithGradient(size: BatchSize = {}) {
  return layers(size).chain((layer) =>
    batchOf(layer.x.length, layer.gamma.length).map((dy) => ({ ...layer, dy })),
  );
}

/** The same as {@link layers}, and the statistics of a population. */
export function layersWithPopulation(size: BatchSize = {}) {
  return layers(size).chain((layer) => {
    const channels = layer.gamma.length;
    return fc
      .record({ mean: many(value, channels), variance: many(positive, channels) })
      .map((population) => ({ ...layer, ...population }));
  });
}

/** A tensor of rank 2 to 6 with a channel axis, counted from either end. */
export function tensorsWithAxis() {
  return fc
    .array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 6 })
    .chain((shape) => fc.tuple(fc.constant(shape), fc.integer({ min: -shape.length, max: shape.length - 1 })))
    .chain(([shape, axis]) => {
      const channels = shape.at(axis)!;
      const size = shape.reduce((product, length) => product * length, 1);
      return fc.record({
        x: many(value, size).map((values): PlainTensor => ({ shape, values })),
        axis: fc.constant(axis),
        gamma: many(parameter, channels),
        beta: many(parameter, channels),
        epsilon,
      });
    });
}

/** As many zeros or ones as a batch has channels. */
export function perChannel(x: Batch, filler: 0 | 1): number[] {
  return (x[0] ?? []).map(() => filler);
}
