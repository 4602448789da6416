import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkRecords } from '../../src/data/run-record';
import { network, record } from '../support/run-records';

const check = (...records: unknown[]) => checkRecords('draw', records as never);
const good = record([0.1, 0.9], [0.1, 0.5]);
const withNetwork = (rest: object) => ({ ...good, networks: [{ ...network(true, [0.1, 0.9]), ...rest }] });

describe('checkRecords', () => {
  it('takes records of one preset, arrays of numbers of any kind, and values that are not finite', () => {
    expect(() => check(good, record([0.1, null, NaN, Infinity], [], { seed: 2 }))).not.toThrow();
    expect(() =>
      check(withNetwork({ steps: Uint32Array.of(0, 9), validationAccuracy: Float32Array.of(0, 1) })),
    ).not.toThrow();
  });

  it.each([
    [
      'something else',
      () => checkRecords('draw', good as never),
      /^draw: records must be an array .* got object/,
    ],
    ['no records', () => check(), /^draw: records must hold at least one run record, got none/],
    [
      'null',
      () => check(null),
      /^draw: records\[0\]\.networks must be an array, got undefined; a run record looks/,
    ],
    ['a record in a document', () => check({ records: [good] }), /records\[0\]\.networks must be an array/],
    [
      'no networks',
      () => check(good, { ...good, networks: [] }),
      /records\[1\]\.networks must hold at least one/,
    ],
    [
      'no name',
      () => check(withNetwork({ name: 3 })),
      /networks\[0\] must have a name .* got number and boolean/,
    ],
    ['no steps', () => check(withNetwork({ steps: null })), /must be arrays, got null and object/],
    ['a string', () => check(withNetwork({ steps: '12' })), /must be arrays, got string and object/],
    ['lengths', () => check(withNetwork({ steps: [0] })), /got 1 steps and 2 accuracies/],
    [
      'a step of NaN',
      () => check(withNetwork({ steps: [0, NaN] })),
      /steps\[1\] must be finite and 0 or more, got NaN/,
    ],
    ['a negative step', () => check(withNetwork({ steps: [-1, 0] })), /steps\[0\] .* got -1/],
    [
      'a step back',
      () => check(withNetwork({ steps: [50, 0] })),
      /must ascend, got 0 after 50; draw several runs/,
    ],
    [
      'percentages',
      () => check(withNetwork({ validationAccuracy: [9.8, 90] })),
      /validationAccuracy\[0\] must lie in 0 to 1, got 9\.8; divide percentages by 100/,
    ],
    [
      'text for an accuracy',
      () => check(withNetwork({ validationAccuracy: ['0.1', 0.9] })),
      /validationAccuracy\[0\] must be a number or null, got string/,
    ],
    [
      'two presets',
      () => check(good, { ...good, preset: 'relu-lr1' }),
      /must share one preset, got 'relu-lr0.01-2000', 'relu-lr1'; draw one chart for each/,
    ],
    [
      'a name twice in a record',
      () => check({ ...good, networks: [network(true, []), network(true, [])] }),
      /records\[0\]\.networks must have names of their own/,
    ],
    [
      'a name for two kinds',
      () => check(good, { ...good, networks: [network(false, [], { name: 'With Batch Norm' })] }),
      /must agree on batchNorm, got both for 'With Batch Norm'; rename one/,
    ],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(message);
  });

  it('finds every accuracy out of range', () => {
    const outside = fc.oneof(
      fc.double({ min: 1, minExcluded: true, max: 1e300, noNaN: true }),
      fc.double({ max: -Number.MIN_VALUE, min: -1e300, noNaN: true }),
    );
    fc.assert(
      fc.property(outside, fc.nat(5), (bad, index) => {
        const accuracies = Array.from({ length: 6 }, (_, i) => (i === index ? bad : 0.5));
        expect(() => check(record([0.5], accuracies))).toThrow(
          `validationAccuracy[${index}] must lie in 0 to 1`,
        );
      }),
    );
  });
});
