import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CellSummary, RunRecord, Verdict } from '@bnlab/experiments';
import { bnlab } from './helpers/bnlab';
import { writeFewLetters } from './helpers/few-letters';
import { bnlabInProcess } from './helpers/in-process';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bnlab-sweep-'));
  await writeFewLetters(directory);
});
afterAll(() => rm(directory, { recursive: true }));

const sweep = (...args: string[]) => bnlab(['sweep', ...args], { cwd: directory });

const letters = ['--data', 'few.letters', '--jobs', '1'];
const short = ['--seeds', '1,2', '--set', 'trainingBatches=100', '--set', 'activation=relu', ...letters];

describe('bnlab sweep with the name of a sweep', () => {
  test('with --json prints verdicts, summaries and records, a line a record', async () => {
    const { code, stdout } = await sweep('drift', ...short, '--set', 'learningRate=0.1', '--json');
    expect(code).toBe(0);
    const { verdicts, summaries, records } = JSON.parse(stdout) as {
      verdicts: Verdict[];
      summaries: CellSummary[];
      records: RunRecord[];
    };
    expect(verdicts).toMatchObject([{ sweep: 'drift', seeds: [1, 2] }]);
    expect(summaries).toMatchObject([
      { preset: 'drift', overrides: { activation: 'relu', learningRate: 0.1 }, seeds: [1, 2] },
    ]);
    expect(records.map(({ preset, seed }) => [preset, seed])).toEqual([
      ['drift', 1],
      ['drift', 2],
    ]);
    expect(records[0]!.networks[1]!.preactivations!.steps).toEqual([0, 100]);
    const lines = stdout.split('\n').filter((line) => line.startsWith('{"schema"'));
    expect(lines).toHaveLength(2);
  });

  test('without it prints a table, the claim, and what became of each expectation', async () => {
    const { code, stdout, stderr } = await sweep('learning-rate', ...short, '--set', 'learningRate=0.01,0.1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/without: .*with: .*with − without/);
    expect(stdout).toContain('Batch norm lets networks learn at higher learning rates');
    expect(stdout.match(/Cannot tell: because .* planned runs are missing/g)).toHaveLength(2);
    expect(stderr).toContain('[4/4]');
  });

  test('of a part of it nothing is concluded', async () => {
    const { stdout } = await sweep('learning-rate', ...short, '--shard', '1/2', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ verdicts: [{ decision: 'cannot tell' }] });
  });

  test('trains what the compiled engine cannot, beside what it can', async () => {
    const args = ['--seeds', '1', '--set', 'trainingBatches=5', '--set', 'batchSize=8', ...letters];
    const { code, stdout } = await sweep('batch-size', ...args, '--json');
    expect(code).toBe(0);
    const { records } = JSON.parse(stdout) as { records: RunRecord[] };
    const made = records.map(({ environment, networks }) => [
      environment.engine,
      networks.map(({ name }) => name),
    ]);
    expect(made).toEqual([
      ['compiled', ['Without Batch Norm', 'With Batch Norm']],
      ['compiled', ['With Ghost Batch Norm']],
      ['tfjs', ['With Batch Renorm']],
      ['tfjs', ['With Group Norm']],
    ]);
  });
});

test.each([
  ['lerning-rate', 'unknown sweep or preset "lerning-rate"; did you mean learning-rate?'],
  ['convnet', 'unknown sweep or preset "convnet"; did you mean convnet-20?'],
])('the nearest name is offered for %s', async (name, message) => {
  expect(await bnlabInProcess(['sweep', name])).toEqual({
    code: 2,
    stdout: '',
    stderr: `bnlab: ${message}\n`,
  });
});

test('a setting that is given twice has both values', async () => {
  const args = [
    '--seeds',
    '1',
    '--set',
    'trainingBatches=1',
    '--set',
    'learningRate=0.1',
    '--set',
    'learningRate=0.2',
    ...letters,
  ];
  const { code, stdout } = await sweep('relu-lr1', ...args, '--json');
  expect(code).toBe(0);
  const { records } = JSON.parse(stdout) as { records: RunRecord[] };
  expect(records.map(({ settings }) => settings.learningRate)).toEqual([0.1, 0.2]);
});

test('settings that do not go together are refused before any training', async () => {
  const { code, stderr } = await bnlabInProcess(['sweep', 'relu-lr1', '--set', 'ghostBatchSize=8']);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'bnlab: ghostBatchSize needs normalization ghost, got batch\n',
  });
});
