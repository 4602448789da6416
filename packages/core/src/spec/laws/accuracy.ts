import fc from 'fast-check';
import { referenceGradient, referenceTraining } from '../../reference';
import { epsilon } from '../arbitraries';
import { expectClose } from '../expect-close';
import { law } from '../law';

/** Deviation 1.97, and a mean of 2 1/3, which at large offsets float32 does not have. */
const PATTERN = [0, 1, 1, 2, 5, 5];

/**
 * `size` values from `offset` upwards in steps of `step`, in an order that repeats only after 4,096. They are exact in
 * float32 if it has that step at that offset.
 */
function spread(size: number, offset: number, step: number): number[][] {
  return Array.from({ length: size }, (_, i) => [
    offset + step * PATTERN[((i * 1013) % 4096) % PATTERN.length]!,
  ]);
}

/** Half the distance between float32 numbers of this size: what it costs to round one. */
function float32Rounding(size: number): number {
  return size === 0 ? 0 : 2 ** (Math.floor(Math.log2(Math.abs(size))) - 24);
}

const largeOffsets = fc.record({
  offset: fc.constantFrom(1e6, 1e7, -1e6),
  size: fc.constantFrom(50_000, 49_999),
  epsilon,
});

/** Some gradient that comes back to each of `size` outputs. */
function upstream(size: number): number[][] {
  return Array.from({ length: size }, (_, i) => [Math.fround(Math.sin(i))]);
}

/** What float32 must still get right. */
export const accuracyLaws = [
  law({
    name: 'large offsets',
    statement:
      'At means up to 1e7, deviation 2 and 50,000 values, the mean is right to 1e-6 and the variance to 1e-3 of itself, ' +
      'and outputs and gradients to 1e-3 and what it costs to round the mean to float32.',
    why: 'E[x^2] - E[x]^2 and plain float32 sums lose every digit there, and nothing looks wrong but the accuracy.',
    maxRuns: 4,
    inputs: largeOffsets,
    async check({ training, gradient }, { offset, size, epsilon }) {
      const x = spread(size, offset, 1);
      const expected = referenceTraining(x, undefined, undefined, epsilon);
      const { y, mean, variance } = await training(x, [1], [0], epsilon);
      expectClose('mean', mean, expected.mean, 1e-6);
      expectClose('variance', variance, expected.variance, 1e-3);
      const tolerance = 1e-3 + float32Rounding(offset) / Math.sqrt(expected.variance[0]!);
      expectClose('y', y, expected.y, tolerance);
      if (!gradient) return;
      const { dx } = await gradient(x, [1], [0], epsilon, upstream(size));
      expectClose('dx', dx, referenceGradient(x, [1], epsilon, upstream(size)).dx, tolerance);
    },
  }),
  law({
    name: 'offsets beyond a float32 mean',
    statement: 'There, outputs and gradients are right to 1e-3 although float32 has no number for the mean.',
    why: 'At mean 1e7 a rounded mean is off by up to half; what is made from differences does not pass through it.',
    needs: ['exactCentering', 'gradient'],
    maxRuns: 4,
    inputs: largeOffsets,
    async check({ training, gradient }, { offset, size, epsilon }) {
      const x = spread(size, offset, 1);
      const { y } = await training(x, [1], [0], epsilon);
      expectClose('y', y, referenceTraining(x, undefined, undefined, epsilon).y, 1e-3);
      const { dx } = await gradient(x, [1], [0], epsilon, upstream(size));
      expectClose('dx', dx, referenceGradient(x, [1], epsilon, upstream(size)).dx, 1e-3);
    },
  }),
  law({
    name: 'tiny variances',
    statement:
      'Deviations down to 1e-5, and down to 1e-7 of the mean, are normalized right to 1e-3 and what it costs to round ' +
      'the mean to float32.',
    why: 'A variance rounded to 0, or below it, turns a quiet channel into noise or NaN.',
    maxRuns: 20,
    inputs: fc.record({
      size: fc.integer({ min: 4, max: 200 }),
      scale: fc.constantFrom({ offset: 0, step: 2 ** -17 }, { offset: 1024, step: 2 ** -13 }),
    }),
    async check({ training }, { size, scale: { offset, step } }) {
      const x = spread(size, offset, step);
      const tiny = step * step * 1e-3;
      const expected = referenceTraining(x, undefined, undefined, tiny);
      const { y, variance } = await training(x, [1], [0], tiny);
      const relative = variance.map((value, c) => value / expected.variance[c]!);
      expectClose('variance / expected variance', relative, [1], 1e-3);
      expectClose('y', y, expected.y, 1e-3 + float32Rounding(offset) / Math.sqrt(expected.variance[0]!));
    },
  }),
];
