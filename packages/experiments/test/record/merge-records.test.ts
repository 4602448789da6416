import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeRecords, type RecordDirectory } from '../../src/record/merge-records';
import { madeUpRecord } from '../record/made-up-record';

/** The same few runs, each made by several machines at speeds of their own. */
const records = fc
  .record({ seed: fc.integer({ min: 1, max: 6 }), speed: fc.integer({ min: 1, max: 5 }), cpu: fc.string() })
  .map(({ seed, speed, cpu }) => {
    const { environment, networks, ...rest } = madeUpRecord('relu-lr1', seed);
    const record = {
      ...rest,
      environment: { ...environment, cpu },
      networks: networks.map((network) => ({ ...network, stepsPerSecond: speed })),
    };
    return { id: `relu-lr1-seed${seed}`, record };
  });
const directories = fc.array(
  fc.record({ name: fc.string(), records: fc.uniqueArray(records, { selector: ({ id }) => id }) }),
  { maxLength: 5 },
);

const joined = (...parts: RecordDirectory[]): RecordDirectory => ({
  name: 'joined',
  records: [...mergeRecords(parts)].map(([id, record]) => ({ id, record })),
});

describe('directories of records, joined', () => {
  test('hold each of their runs once, as one of them has it', () => {
    fc.assert(
      fc.property(directories, (parts) => {
        const all = parts.flatMap((part) => part.records);
        const merged = [...mergeRecords(parts)];
        expect(merged.map(([id]) => id)).toEqual([...new Set(all.map(({ id }) => id))].sort());
        for (const [id, record] of merged) expect(all).toContainEqual({ id, record });
      }),
    );
  });

  test('are the same in any order', () => {
    const shuffled = directories.chain((parts) =>
      fc.tuple(fc.constant(parts), fc.shuffledSubarray(parts, { minLength: parts.length })),
    );
    fc.assert(
      fc.property(shuffled, ([parts, inOtherOrder]) => {
        expect([...mergeRecords(inOtherOrder)]).toEqual([...mergeRecords(parts)]);
      }),
    );
  });

  test('are the same all at once, one after the other, and again', () => {
    fc.assert(
      fc.property(directories, (parts) => {
        const whole = joined(...parts);
        expect(parts.reduce((before, part) => joined(before, part), joined())).toEqual(whole);
        expect(joined(whole, ...parts, whole)).toEqual(whole);
      }),
    );
  });

  test('that disagree on a run are an error that names it, whichever comes first', () => {
    const record = madeUpRecord('relu-lr1', 1);
    const [network, ...others] = record.networks;
    const ours = { name: 'ours', records: [{ id: 'run', record }] };
    const otherwise = { ...record, networks: [{ ...network!, testAccuracy: 0.5 }, ...others] };
    const theirs = { name: 'theirs', records: [{ id: 'run', record: otherwise }] };
    expect(() => mergeRecords([ours, theirs])).toThrow(
      'ours and theirs hold different results for run; keep them apart',
    );
    expect(() => mergeRecords([theirs, ours])).toThrow(
      'theirs and ours hold different results for run; keep them apart',
    );
  });
});
