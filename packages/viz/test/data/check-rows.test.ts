import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkRows, type RowFields } from '../../src/data/check-rows';
import { networkGroups } from '../../src/data/network-rows';

const check = (rows: unknown, with_: (fields: RowFields) => void = () => {}) =>
  checkRows('draw', rows as never, { example: '{ x: 1 }', check: with_ });

describe('checkRows', () => {
  it.each([
    ['no array', {}, /^draw: rows must be an array of rows like \{ x: 1 \}, got object/],
    ['no rows', [], /^draw: rows must hold at least one row like \{ x: 1 \}, got none/],
    ['a row that is none', [{}, null], /^draw: rows\[1\] must be an object like \{ x: 1 \}, got null/],
  ])('refuses %s', (_, rows, message) => {
    expect(() => check(rows)).toThrow(message);
  });

  it.each<[string, unknown, (fields: RowFields) => void, RegExp | undefined]>([
    ['text', 'a', (fields) => fields.text('x'), undefined],
    ['no text', '', (fields) => fields.text('x'), /rows\[0\]\.x must be a string that is not empty, got ''/],
    ['a flag', true, (fields) => fields.flag('x'), undefined],
    ['no flag', 1, (fields) => fields.flag('x'), /x must be true or false, got 1/],
    ['a flag left out', undefined, (fields) => fields.flag('x', { optional: true }), undefined],
    ['a flag missing', undefined, (fields) => fields.flag('x'), /x must be true or false, got undefined/],
    ['a number for a name', 3, (fields) => fields.label('x'), undefined],
    ['a name', 'fc', (fields) => fields.label('x'), undefined],
    ['no name', NaN, (fields) => fields.label('x'), /must be a finite number or a string .* got NaN/],
    ['text for a number', '1', (fields) => fields.number('x'), /x must be a finite number, got '1'/],
    ['null', null, (fields) => fields.number('x', { nullable: true }), undefined],
    ['null where a number must be', null, (fields) => fields.number('x'), /finite number, got null/],
    ['a number left out', undefined, (fields) => fields.number('x', { optional: true }), undefined],
    [
      'a fraction',
      0.5,
      (fields) => fields.number('x', { whole: true, min: 0 }),
      /must be a whole number, 0 or more, got 0\.5/,
    ],
    [
      'too little',
      0,
      (fields) => fields.number('x', { above: 0, hint: 'add one' }),
      /must be a finite number above 0, got 0; add one/,
    ],
    [
      'a list of another length',
      [1],
      (fields) => fields.numbers('x', { length: 2 }),
      /must be an array of 2 numbers, got 1 values/,
    ],
    ['no list', 'abc', (fields) => fields.numbers('x'), /must be an array of numbers, got 'abc'/],
    ['a typed list', Float32Array.of(1, 2), (fields) => fields.numbers('x', { length: 2 }), undefined],
    [
      'a list with a gap',
      [1, NaN],
      (fields) => fields.numbers('x', { min: 0, max: 1, hint: 'fill it' }),
      /x\[1\] must be a finite number from 0 to 1, got NaN; fill it/,
    ],
  ])('looks at %s', (_, x, rule, message) => {
    const act = () => check([{ x }], rule);
    if (message === undefined) expect(act).not.toThrow();
    else expect(act).toThrow(message);
  });

  it('takes exactly the finite numbers in a range', () => {
    fc.assert(
      fc.property(fc.double(), (x) => {
        const act = () => check([{ x }], (fields) => fields.number('x', { min: 0, max: 1 }));
        if (x >= 0 && x <= 1) expect(act).not.toThrow();
        else expect(act).toThrow(RangeError);
      }),
    );
  });
});

describe('networkGroups', () => {
  it('keeps every row, in order, in the group of its network', () => {
    const rows = fc.array(fc.record({ network: fc.constantFrom('a', 'b', 'c'), value: fc.nat() }));
    fc.assert(
      fc.property(rows, (given) => {
        const all = given.map((row) => ({ ...row, batchNorm: row.network === 'a' }));
        const groups = networkGroups('draw', all);
        expect(groups.map(({ network }) => network)).toEqual([...new Set(all.map(({ network }) => network))]);
        for (const group of groups) {
          expect(group.rows).toEqual(all.filter(({ network }) => network === group.network));
        }
      }),
    );
  });

  it('refuses a network of two kinds', () => {
    const rows = [true, false].map((batchNorm) => ({ network: 'a', batchNorm }));
    expect(() => networkGroups('draw', rows)).toThrow(
      /^draw: rows of one network must agree on batchNorm, got both for 'a'; rename one/,
    );
  });
});
