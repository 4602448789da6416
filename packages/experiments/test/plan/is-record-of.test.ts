import { describe, expect, test } from '@jest/globals';
import { planRun, type RunPlan } from '../../src/plan/run-plan';
import { findPreset, presets } from '../../src/presets/find-preset';
import type { RunRecord } from '../../src/record/run-record';
import { isRecordOf } from '../../src/plan/is-record-of';
import { madeUpRecord } from '../record/made-up-record';

const plan = (overrides = {}, seed = 1) => planRun(findPreset('relu-lr1'), seed, overrides);
const record = madeUpRecord('relu-lr1', 1);

describe('a record', () => {
  test.each(presets.map(({ name }) => name))('is that of its own plan, read from a file: %s', (name) => {
    const read = JSON.parse(JSON.stringify(madeUpRecord(name, 3))) as RunRecord;
    expect(isRecordOf(read, planRun(findPreset(name), 3))).toBe(true);
  });

  test.each([
    ['another seed', plan({}, 2)],
    ['another setting', plan({ learningRate: 2 })],
    ['one more setting', plan({ dropout: 0.5 })],
    ['another preset', { ...plan(), preset: 'relu-lr2' }],
    ['predictions', { ...plan(), predictions: { statistics: 'batch', count: 200 } }],
  ] as [string, RunPlan][])('is not that of a plan with %s', (_, other) => {
    expect(isRecordOf(record, other)).toBe(false);
  });

  test('is not that of a plan with fewer settings, or with a network that it lacks', () => {
    expect(isRecordOf(madeUpRecord('relu-lr1', 1, { dropout: 0.5 }), plan())).toBe(false);
    const [, withBatchNorm] = record.networks;
    const half = { ...record, networks: [withBatchNorm!] };
    expect(isRecordOf(half, plan())).toBe(false);
    expect(isRecordOf(half, { ...plan(), variants: [true] })).toBe(true);
    expect(isRecordOf(record, { ...plan(), variants: [true] })).toBe(true);
  });

  test('of other predictions is another', () => {
    const predicted = madeUpRecord('predict-batch-statistics', 1);
    const its = planRun(findPreset('predict-batch-statistics'), 1);
    expect(isRecordOf(predicted, { ...its, predictions: { statistics: 'batch', count: 100 } })).toBe(false);
    expect(isRecordOf(predicted, { ...its, predictions: undefined })).toBe(false);
  });

  test('will do whatever made it, unless a backend is asked for', () => {
    const on = (engine: string, backend: string): RunRecord => ({
      ...record,
      environment: { engine, backend, versions: {} },
    });
    for (const made of [on('compiled', 'wasm'), on('tfjs', 'wasm'), on('tfjs', 'cpu')]) {
      expect(isRecordOf(made, plan())).toBe(true);
    }
    expect(isRecordOf(on('tfjs', 'cpu'), plan(), 'cpu')).toBe(true);
    expect(isRecordOf(on('tfjs', 'wasm'), plan(), 'cpu')).toBe(false);
    expect(isRecordOf(on('compiled', 'wasm'), plan(), 'wasm')).toBe(false);
  });
});
