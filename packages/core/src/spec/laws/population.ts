import fc from 'fast-check';
import { many, value } from '../arbitraries';
import { expectClose } from '../expect-close';
import { columnsOf, mean, variance } from '../plain-matrix';
import { law } from '../law';

const histories = fc.integer({ min: 1, max: 3 }).chain((channels) =>
  fc.record({
    start: many(value, channels),
    values: fc.array(many(value, channels), { maxLength: 6 }),
    momentum: fc.constantFrom(0.5, 0, 1, 0.75, 0.99),
  }),
);

const splits = fc
  .integer({ min: 1, max: 3 })
  .chain((channels) =>
    fc.array(fc.array(many(value, channels), { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 4 }),
  );

/** How a population's statistics come from those of batches. */
export const populationLaws = [
  law({
    name: 'moving average',
    statement:
      'After n values the average is momentum^n start + (1 - momentum) sum(momentum^(n - i) value_i), from any ' +
      'start and for any momentum.',
    why: 'With momentum and 1 - momentum swapped, or another start assumed, inference uses wrong statistics.',
    needs: ['movingAverage'],
    inputs: histories,
    async check({ movingAverage }, { start, values, momentum }) {
      let average: readonly number[] = start;
      for (const value of values) average = await movingAverage(average, value, momentum);
      const n = values.length;
      const expected = start.map((first, c) =>
        values.reduce(
          (sum, value, i) => sum + (1 - momentum) * momentum ** (n - 1 - i) * value[c]!,
          momentum ** n * first,
        ),
      );
      expectClose('average', average, expected);
    },
  }),
  law({
    name: 'merged moments',
    statement: 'Moments merged from parts are those of the whole, however it was split.',
    why: 'Statistics gathered over shards or replicas must not depend on how the examples were distributed.',
    needs: ['mergeMoments'],
    inputs: splits,
    async check({ mergeMoments }, parts) {
      const momentsOf = (batch: number[][]) => ({
        mean: columnsOf(batch).map(mean),
        variance: columnsOf(batch).map(variance),
        count: batch.length,
      });
      const [first, ...others] = parts.map(momentsOf);
      let [fromLeft, fromRight] = [first!, momentsOf(parts.at(-1)!)] as [
        Awaited<ReturnType<typeof mergeMoments>>,
        Awaited<ReturnType<typeof mergeMoments>>,
      ];
      for (const part of others) fromLeft = await mergeMoments(fromLeft, part);
      for (const part of parts.slice(0, -1).toReversed())
        fromRight = await mergeMoments(momentsOf(part), fromRight);
      const whole = momentsOf(parts.flat());
      for (const merged of [fromLeft, fromRight]) {
        expectClose('mean', merged.mean, whole.mean);
        expectClose('variance', merged.variance, whole.variance);
        expectClose('count', merged.count, whole.count);
      }
    },
  }),
];
