import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  factorsOfMean,
  meansOf,
  sharesMean,
  type Place,
  type Sharing,
} from '../../../components/lesson/shared-mean';

const kinds = [
  'batch',
  'layer',
  'instance',
  'group',
  'time-step',
  'all-steps',
  'features',
] as const satisfies Sharing[];
const sizes = fc
  .record({
    examples: fc.integer({ min: 1, max: 4 }),
    groups: fc.integer({ min: 1, max: 3 }),
    perGroup: fc.integer({ min: 1, max: 3 }),
    positions: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ groups, perGroup, ...rest }) => ({ ...rest, groups, channels: groups * perGroup }));

function places({
  examples,
  channels,
  positions,
}: {
  examples: number;
  channels: number;
  positions: number;
}): Place[] {
  return Array.from({ length: examples * channels * positions }, (_, i) => ({
    example: Math.floor(i / (channels * positions)),
    channel: Math.floor(i / positions) % channels,
    position: i % positions,
  }));
}

describe.each(kinds)('%s', (sharing) => {
  test('divides the batch into as many sets, as large, as it says', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const all = places(size);
        const expected = factorsOfMean(sharing, size).reduce((product, factor) => product * factor, 1);
        const firsts = all.filter((place, index) => {
          const set = all.filter((other) => sharesMean(sharing, size, place, other));
          expect(set).toHaveLength(expected);
          return all.indexOf(set[0]!) === index;
        });
        expect(firsts).toHaveLength(meansOf(sharing, size));
      }),
      { numRuns: 30 },
    );
  });
});
