import { describe, expect, test } from '@jest/globals';
import * as experiments from '../src/index';
import { madeUpRecord } from './record/made-up-record';

const { ArgumentError, RecordError, ...values } = experiments;
const functions = Object.entries(values).flatMap(([name, value]) =>
  typeof value === 'function' ? [name] : [],
);

const preset = experiments.findPreset('relu-lr0.01');
const sweep = experiments.findSweep('speed')!;
const plan = experiments.planRun(preset, 1);
const record = madeUpRecord('relu-lr0.01', 1);
const missing = undefined as never;

type Refusal = [label: string, call: () => unknown, message: RegExp];

/** Each function that refuses: with a missing argument, a wrong type or a misspelt option. */
const refusals: Record<string, Refusal[]> = {
  trainAndTest: [
    ['no preset', () => experiments.trainAndTest(missing), /preset must be a preset.*got undefined/],
    ['an unknown preset', () => experiments.trainAndTest('relu-lr0.1'), /did you mean relu-lr1|relu-lr0.01/],
    [
      'a misspelt option',
      () => experiments.trainAndTest('relu-lr1', { sed: 2 } as never),
      /Did you mean "seed"\?/,
    ],
    [
      'a wrong seed',
      () => experiments.trainAndTest('relu-lr1', { seed: -1 }),
      /seed must be an integer from 0 to 4294967295/,
    ],
    [
      'a misspelt setting',
      () => experiments.trainAndTest('relu-lr1', { overrides: { drop: 1 } }),
      /did you mean dropout\?/,
    ],
  ],
  trainNetwork: [
    ['no plan', () => experiments.trainNetwork(missing, true, missing), /plan must be a plan/],
    [
      'no choice of network',
      () => experiments.trainNetwork(plan, missing, missing),
      /batchNorm must be true or false|batchNorm must be/,
    ],
    [
      'no data',
      () => experiments.trainNetwork(plan, true, missing),
      /data must be an object \{ train, validation, test \}/,
    ],
    [
      'a misspelt option',
      () =>
        experiments.trainNetwork(
          plan,
          true,
          { train: 1, validation: 1, test: 1 } as never,
          { signl: 1 } as never,
        ),
      /Did you mean "signal"\?/,
    ],
  ],
  findPreset: [['no name', () => experiments.findPreset(missing), /unknown preset "undefined"/]],
  overrideSettings: [
    ['no overrides', () => experiments.overrideSettings(preset, missing), /overrides must be an object/],
  ],
  parseSetting: [
    ['no text', () => experiments.parseSetting(missing), /a setting must be written name=value/],
  ],
  planRun: [
    ['no preset', () => experiments.planRun(missing, 1), /preset must be a preset/],
    ['no seed', () => experiments.planRun(preset, missing), /seed must be an integer.*got undefined/],
  ],
  planSweep: [
    ['one preset', () => experiments.planSweep(preset as never, {}, [1]), /presets must be an array/],
    [
      'one value',
      () => experiments.planSweep([preset], { learningRate: 1 } as never, [1]),
      /grid must be an object/,
    ],
    ['one seed', () => experiments.planSweep([preset], {}, 1 as never), /seeds must be an array/],
  ],
  planNamedSweep: [
    [
      'a name',
      () => experiments.planNamedSweep('speed' as never, [1]),
      /sweep must be a named sweep.*got "speed"/,
    ],
    ['one seed', () => experiments.planNamedSweep(sweep, 1 as never), /seeds must be an array/],
  ],
  runCost: [['no plan', () => experiments.runCost(missing), /plan must be a plan.*got undefined/]],
  shardOf: [
    ['no plans', () => experiments.shardOf(missing, { index: 1, count: 2 }), /plans must be an array/],
    [
      'a misspelt option',
      () => experiments.shardOf([plan], { index: 1, cont: 2 } as never),
      /Did you mean "count"\?/,
    ],
    [
      'a part too many',
      () => experiments.shardOf([plan], { index: 3, count: 2 }),
      /index must be an integer from 1 to 2/,
    ],
  ],
  judge: [
    ['a name', () => experiments.judge('speed' as never, []), /sweep must be a named sweep/],
    ['no records', () => experiments.judge(sweep, missing), /records must be an array/],
  ],
  describeSweep: [
    ['no records', () => experiments.describeSweep('speed', missing), /records must be an array/],
    ['none of them', () => experiments.describeSweep('speed', []), /records must hold at least one/],
  ],
  describeRecords: [
    ['one source', () => experiments.describeRecords({} as never), /sources must be an array/],
  ],
  lessonTable: [
    ['one record', () => experiments.lessonTable(record as never), /records must be an array/],
    ['a number', () => experiments.lessonTable([3] as never), /records\[0\] must be a run record/],
  ],
  judgePapers: [['nothing', () => experiments.judgePapers(missing), /values must be an array/]],
  headlineTable: [['nothing', () => experiments.headlineTable(missing), /records must be an array/]],
  summarizeCells: [['nothing', () => experiments.summarizeCells(missing), /records must be an array/]],
  summarizeNetworks: [
    [
      'none',
      () => experiments.summarizeNetworks([]),
      /networks must be an array of at least one of networks/,
    ],
  ],
  reproductions: [['nothing', () => experiments.reproductions(missing), /record must be a run record/]],
  runTable: [['nothing', () => experiments.runTable(missing), /record must be a run record/]],
  quartiles: [['nothing', () => experiments.quartiles(missing), /values must hold at least one number/]],
  pairedDifference: [
    [
      'a misspelt option',
      () => experiments.pairedDifference([1, 2, 3], { confidense: 1 } as never),
      /Did you mean "confidence"\?/,
    ],
    ['infinity', () => experiments.pairedDifference([1, Infinity]), /differences must be finite/],
    ['nothing', () => experiments.pairedDifference(missing), /differences must be an array/],
  ],
  drift: [['nothing', () => experiments.drift(missing), /network must be a network of a run record/]],
  hasFailed: [['nothing', () => experiments.hasFailed(missing), /network must be/]],
  outcomeOf: [['nothing', () => experiments.outcomeOf(missing), /network must be/]],
  outcomeText: [['nothing', () => experiments.outcomeText(missing), /network must be/]],
  peakOf: [['nothing', () => experiments.peakOf(missing), /network must be/]],
  stepsToAccuracy: [['nothing', () => experiments.stepsToAccuracy(missing, 0.9), /network must be/]],
};

/** They take a name or a number and make a text of it, or are used within this house alone. */
const harmless = [
  'assembleRecord',
  'describeData',
  'describeEnvironment',
  'distinctPlans',
  'isRecordOf',
  'mergeRecords',
  'onData',
  'papersTable',
  'parseRecord',
  'findSweep',
  'nearestSweepable',
  'markdownTable',
  'settingName',
  'settingText',
  'count',
  'counted',
  'percent',
  'seedRanges',
  'sentenceCase',
];

test('every public function is in one of the two lists', () => {
  expect([...Object.keys(refusals), ...harmless].sort()).toEqual([...functions].sort());
});

describe.each(Object.entries(refusals))('%s refuses', (_name, cases) => {
  test.each(cases)('%s', async (_label, call, message) => {
    const error = await Promise.resolve()
      .then(call)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as Error).message).toMatch(message);
  });
});

test('a record that is none is a RecordError', () => {
  expect(() => experiments.parseRecord('{}', 'a text')).toThrow(RecordError);
});
