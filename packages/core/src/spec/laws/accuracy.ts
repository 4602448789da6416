import fc from 'fast-check';
import { referenceGradient, referenceTraining } from '../../reference';
import { epsilon, parameter } from '../arbitraries';
import { expectClose } from '../expect-close';
import type { Batch } from '../implementation';
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

/** Values of standard deviation about 1, in orders that float32 sums find hard. All are exact in float32. */
const unevenValues = {
  alternating: (i: number) => (i % 2 === 0 ? -1.125 : 1.125),
  growing: (i: number, size: number) => Math.round((4096 * 4 * i) / size) / 4096 - 2,
  mixed: (i: number) => PATTERN[((i * 1013) % 4096) % PATTERN.length]! / 2,
};

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
    precision: 'compensated',
    statement:
      'At means up to 1e7, standard deviation 2 and 50,000 values, the mean is right to 1e-6 and the variance to 1e-3 of itself, ' +
      'and outputs and gradients to 1e-3 and what it costs to round the mean to float32.',
    why: 'E[x^2] - E[x]^2 and plain float32 sums lose all digits there, and only the accuracy of the network shows it.',
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
    precision: 'compensated',
    statement: 'There, outputs and gradients are right to 1e-3 although float32 has no number for the mean.',
    why: 'At mean 1e7 a mean rounded to float32 is off by up to 0.5. Differences between values are exact.',
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
    name: 'uneven batches',
    precision: 'compensated',
    statement:
      'Among values a thousand standard deviations away, or in an order that grows or alternates, outputs and gradients ' +
      'of the other values are right to 2e-4.',
    why: 'One padded pixel or one outlier must not reduce the accuracy of the other values, wherever it stands in the batch.',
    maxRuns: 4,
    inputs: fc.record({
      values: fc.constantFrom(...(Object.keys(unevenValues) as (keyof typeof unevenValues)[])),
      size: fc.constantFrom(20_000, 19_999),
      outlier: fc.constantFrom(1000, -300),
      isFirst: fc.constantFrom(true, true, true, false),
      epsilon,
    }),
    async check({ training, gradient }, { values, size, outlier, isFirst, epsilon }) {
      const at = isFirst ? 0 : size - 1;
      const x = Array.from({ length: size }, (_, i) => [unevenValues[values](i, size)]).with(at, [outlier]);
      const expected = referenceTraining(x, undefined, undefined, epsilon);
      const { y, variance } = await training(x, [1], [0], epsilon);
      expectClose('variance / expected variance', [variance[0]! / expected.variance[0]!], [1], 2e-4);
      // Among the others' own outputs, which are small where the outlier is large, errors are small too.
      const others = (batch: Batch) => batch.filter((_, i) => i !== at);
      expectClose('y', others(y), others(expected.y), 2e-4);
      if (!gradient) return;
      const { dx } = await gradient(x, [1], [0], epsilon, upstream(size));
      const { dx: expectedDx } = referenceGradient(x, [1], epsilon, upstream(size));
      expectClose('dx', others(dx), others(expectedDx), 2e-4);
    },
  }),
  law({
    name: 'inference far from 0',
    precision: 'compensated',
    statement:
      'At inference a value one standard deviation from a mean of up to 1e6 gives gamma + beta, right to 1e-5 and what ' +
      'it costs to round the value to float32.',
    why: 'In x * scale + (beta - mean * scale) large terms cancel; at mean 1e4 only three digits remain.',
    inputs: fc.record({
      mean: fc.constantFrom(1e4, -1e4, 1e6, 17_000),
      deviation: fc.constantFrom(1, 0.25),
      gamma: parameter,
      beta: parameter,
      epsilon,
    }),
    async check({ inference }, { mean, deviation, gamma, beta, epsilon }) {
      const root = Math.sqrt(deviation ** 2 + epsilon);
      const y = await inference([[mean + deviation]], [mean], [deviation ** 2], [gamma], [beta], epsilon);
      expectClose('y', y, [[(gamma * deviation) / root + beta]], 1e-5);
    },
  }),
  law({
    name: 'tiny variances',
    precision: 'compensated',
    statement:
      'Standard deviations down to 1e-5, and down to 1e-7 of the mean, are normalized right to 1e-3 and what it costs to round ' +
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
