import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { packDigits, unpackDigits } from '../src/pack-digits';

const digits = fc.nat(5).chain((count) =>
  fc.record({
    labels: fc.uint8Array({ minLength: count, maxLength: count, max: 9 }),
    inputs: fc
      .array(fc.oneof(fc.constant(0), fc.nat(255)), { minLength: count * 9, maxLength: count * 9 })
      .map((values) => Uint8Array.from(values)),
  }),
);

describe('packDigits and unpackDigits', () => {
  test('give back what was packed, whatever stood there before', () => {
    fc.assert(
      fc.property(digits, ({ inputs, labels }) => {
        const target = { inputs: inputs.map(() => 77), labels: labels.map(() => 77) };
        unpackDigits(packDigits({ inputs, labels }), target);
        expect(target).toEqual({ inputs, labels });
      }),
    );
  });

  test('a file that is cut short or too long is refused', () => {
    const inputs = Uint8Array.of(0, 1, 0, 2, 3, 0, 0, 0, 9);
    const labels = Uint8Array.of(4);
    const packed = packDigits({ inputs, labels });
    expect(() => unpackDigits(packed.subarray(0, -1), { inputs, labels })).toThrow(
      /4 pixel values, .* got 3/,
    );
    expect(() => unpackDigits(Uint8Array.of(...packed, 1), { inputs, labels })).toThrow(/got 5/);
  });
});
