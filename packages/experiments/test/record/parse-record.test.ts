import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parseRecord, RecordError, type RunRecord } from '../../src';
import { NewerRecordError } from '../../src/record/parse-record';

const first = readFileSync(join(__dirname, '../fixtures/record-of-the-first-version.json'), 'utf8');
/** It with one more change, as text. */
function changed(change: (record: RunRecord) => void): string {
  const record = JSON.parse(first) as RunRecord;
  change(record);
  return JSON.stringify(record);
}

describe('a record', () => {
  test('of the first version still reads', () => {
    const record = parseRecord(first, 'first');
    expect(record).toMatchObject({ preset: 'relu-lr0.01-2000', seed: 1, environment: { engine: 'tfjs' } });
    expect(record.networks.map(({ testAccuracy }) => testAccuracy > 0.7)).toEqual([true, true]);
  });

  test('of a newer version is told from a damaged one', () => {
    expect(() => parseRecord('{"schema": 2}', 'it')).toThrow(
      new NewerRecordError(
        'it was written by a newer version of bnlab (schema 2, this one knows 1); update @bnlab/experiments',
      ),
    );
  });

  test.each([
    ['{"schema": 1', 'it is not a run record: it does not hold whole JSON'],
    ['[]', 'it is not a run record: it must be object'],
    ['{}', "it is not a run record: it must have required property 'schema'"],
    [changed((record) => (record.seed = 1.5)), 'it is not a run record: seed must be integer'],
    [
      changed((record) => Object.assign(record.settings, { activation: 'rely' })),
      /^it is not a run record: settings\.activation must be equal to one of the allowed values: relu, /,
    ],
    [
      changed((record) => record.networks[0]!.steps.pop()),
      'it is not a run record: "Without Batch Norm" has 40 steps and 41 accuracies',
    ],
    [
      changed((record) => (record.networks[0]!.steps[2] = 7)),
      'it is not a run record: "Without Batch Norm" has step 7 after step 50',
    ],
    [
      changed((record) => (record.networks[1]!.finalValidationAccuracy = 1)),
      'it is not a run record: "With Batch Norm" has a final validation accuracy of 1, and a last one of ',
    ],
  ])('that is wrong says where: %#', (text, message) => {
    expect(() => parseRecord(text, 'it')).toThrow(message);
  });

  test('that lost its end or some byte reads, or is refused by name; nothing else happens', () => {
    const damaged = fc.tuple(fc.nat(first.length - 1), fc.nat(first.length), fc.string());
    fc.assert(
      fc.property(damaged, ([from, length, inserted]) => {
        try {
          parseRecord(first.slice(0, from) + inserted + first.slice(from + length), 'it');
        } catch (error) {
          expect(error).toBeInstanceOf(RecordError);
          expect((error as Error).message).toMatch(/^it (is not a run record: |was written by a newer)/);
        }
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.nat(first.trimEnd().length - 1), (length) => {
        expect(() => parseRecord(first.slice(0, length), 'it')).toThrow(RecordError);
      }),
    );
  });
});
