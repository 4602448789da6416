import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parseRecord, RecordError } from '../../src/record/parse-record';
import type { RunRecord } from '../../src/record/run-record';
import { checksumOf } from '../../src/record/checksum';
import { findRecords } from '../../src/record/find-records';
import { NewerRecordError } from '../../src/record/parse-record';
import { peakOf } from '../../src/results/outcome';

const first = readFileSync(join(__dirname, '../fixtures/record-of-the-first-version.json'), 'utf8');
/** It with one more change, as text. */
function changed(change: (record: RunRecord) => void): string {
  const record = JSON.parse(first) as RunRecord;
  change(record);
  return JSON.stringify(record);
}

/** A record with what later versions have, too. */
const later = (change: (record: RunRecord) => void = () => {}): string => {
  const record = JSON.parse(first) as RunRecord;
  record.data = {
    ...{ name: 'mnist', sha256: '0'.repeat(64), rows: 28, columns: 28, classes: 10 },
    ...{ train: 55_000, validation: 5000, test: 10_000 },
  };
  for (const network of record.networks) network.peak = peakOf(network);
  record.checksum = checksumOf(record);
  change(record);
  return JSON.stringify(record);
};

describe('a record', () => {
  test('of this version reads, and reads again from JSON of another order', () => {
    const record = parseRecord(later(), 'it');
    const { networks, ...rest } = record;
    expect(parseRecord(JSON.stringify({ networks, ...rest }, null, 1), 'it')).toEqual(record);
  });

  test('whose checksum is that of another is refused, whatever was changed', () => {
    const changes = fc.constantFrom<(record: RunRecord) => void>(
      (record) => (record.seed += 1),
      (record) => (record.networks[0]!.testAccuracy = 0.5),
      (record) => Object.assign(record.settings, { learningRate: 0.011 }),
      (record) => (record.environment.cpu = 'another'),
      (record) => (record.data!.sha256 = '1'.repeat(64)),
      (record) => (record.networks[1]!.diverged = true),
    );
    fc.assert(
      fc.property(changes, (change) => {
        expect(() => parseRecord(later(change), 'it')).toThrow(/^it has been changed since it was written/);
      }),
    );
  });

  test.each([
    [
      'half an image',
      (record: RunRecord) => (record.networks[0]!.testAccuracy = 0.50005),
      /0.50005, which is no/,
    ],
    [
      'a validation image too fine',
      (record: RunRecord) => (record.networks[0]!.validationAccuracy[1] = 0.5001),
      /a validation accuracy of 0.5001, which is no share of 5000 images/,
    ],
    [
      'a peak that no step had',
      (record: RunRecord) => (record.networks[0]!.peak!.step = 1),
      /a peak of .* at step 1 that its curve lacks/,
    ],
    [
      'a network twice',
      (record: RunRecord) => (record.networks[1] = record.networks[0]!),
      /there are two networks "Without Batch Norm"/,
    ],
    [
      'guesses that are not as right as it says',
      (record: RunRecord) =>
        (record.networks[0]!.predictions = {
          ...{ statistics: 'batch', digits: [1, 2], guesses: [1, 3], accuracy: 1 },
        }),
      /1 of 2 right guesses, and an accuracy of 1/,
    ],
  ])('with %s is refused', (_, change, message) => {
    expect(() => parseRecord(later(change), 'it')).toThrow(message);
    const early = JSON.parse(later(change)) as RunRecord;
    delete early.checksum;
    expect(() => parseRecord(JSON.stringify(early), 'it')).toThrow(message);
  });

  test('that is committed reads', async () => {
    const sources = await findRecords(join(__dirname, '../../results'));
    expect(sources.length).toBeGreaterThan(10);
  });

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
