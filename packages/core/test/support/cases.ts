import fc from 'fast-check';
import type { Batch } from '../../src/plain-values';
import { batchOfTensor, tensorOfBatch } from '../../src/spec/plain-tensor';

/** How many examples each law is tried on: as many as a property. */
export const numRuns = fc.readConfigureGlobal().numRuns!;

/** One call of batch normalization in plain numbers, whatever its rank and axis. */
export interface Case {
  shape: number[];
  axis: number;
  /** x, flat, in the tensor's order. */
  values: number[];
  /** dL/dy, flat, in the tensor's order. */
  upstream: number[];
  gamma?: number[];
  beta?: number[];
  mean: number[];
  variance: number[];
  epsilon: number;
}

const value = fc.double({ min: -4, max: 4, noNaN: true }).map((v) => Math.round(v * 1024) / 1024);
const positive = fc.double({ min: 0.05, max: 4, noNaN: true });

/** Shapes of rank 2 to 6, every axis counted from either end, gamma and beta each present or not. */
export const cases: fc.Arbitrary<Case> = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 6 })
  .chain((shape) => fc.tuple(fc.constant(shape), fc.integer({ min: -shape.length, max: shape.length - 1 })))
  .chain(([shape, axis]) => {
    const size = shape.reduce((a, b) => a * b, 1);
    const many = (arbitrary: fc.Arbitrary<number>, length: number) =>
      fc.array(arbitrary, { minLength: length, maxLength: length });
    const channels = shape.at(axis)!;
    return fc.record(
      {
        shape: fc.constant(shape),
        axis: fc.constant(axis),
        values: many(value, size),
        upstream: many(value, size),
        gamma: many(value, channels),
        beta: many(value, channels),
        mean: many(value, channels),
        variance: many(positive, channels),
        epsilon: fc.constantFrom(1e-3, 1e-2, 1),
      },
      { requiredKeys: ['shape', 'axis', 'values', 'upstream', 'mean', 'variance', 'epsilon'] },
    );
  });

/** Flat values in a tensor's order as one row a position and one column a channel, in the order of positions. */
export function toBatch(values: readonly number[], shape: readonly number[], axis: number): number[][] {
  return batchOfTensor({ values, shape }, axis);
}

/** The inverse of {@link toBatch}. */
export function fromBatch(batch: Batch, shape: readonly number[], axis: number): readonly number[] {
  return tensorOfBatch(batch, shape, axis).values;
}
