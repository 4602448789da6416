import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { namedSweeps, presets as everyPreset, type RunRecord } from '@bnlab/experiments';
import { startBnlab } from './helpers/bnlab';
import { writeFewLetters } from './helpers/few-letters';
import { bnlabInProcess } from './helpers/in-process';

let directory = '';
let letters = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
  letters = await writeFewLetters(directory);
});
afterAll(() => rm(directory, { recursive: true }));

const start = (...args: string[]) => startBnlab(args, { cwd: directory });
const bnlab = (...args: string[]) => start(...args).finished;

describe('bnlab list', () => {
  test('prints a line for each preset, sweep and claim, and how long it takes', async () => {
    const { code, stdout } = await bnlabInProcess(['list']);
    expect(code).toBe(0);
    const [presets, sweeps, claims] = stdout
      .trimEnd()
      .split('\n\n')
      .map((part) => part.split('\n'));
    expect(presets).toHaveLength(1 + everyPreset.length);
    expect(presets![2]).toMatch(/^ {2}relu-lr0\.01-2000 +ReLU, learning rate 0\.01/);
    expect(sweeps).toHaveLength(1 + namedSweeps.length);
    expect(sweeps![1]).toMatch(/^ {2}speed +Steps and seconds.* \(\d+ core-minutes?, 5 seeds\)$/);
    expect(claims![1]).toMatch(
      /^ {2}effective-rate +van Laarhoven 2017: .* \(\d+ core-minutes?, 20 seeds\)$/,
    );
  });

  test('a reader that stops listening is not an error', async () => {
    const { child, finished } = start('list');
    child.stdout.destroy();
    expect(await finished).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('bnlab run', () => {
  test('with --json prints one document and nothing else, and writes the record and the chart', async () => {
    const out = join(directory, 'json');
    const { code, stdout, stderr } = await bnlab(
      ...[
        'run',
        'relu-lr0.01-2000',
        'sigmoid-lr1-2000',
        '--seed',
        '4',
        '--batches',
        '20',
        '--out',
        out,
        '--json',
      ],
    );
    expect(code).toBe(0);
    const { records } = JSON.parse(stdout) as { records: RunRecord[] };
    expect(records.map(({ preset, seed }) => [preset, seed])).toEqual([
      ['relu-lr0.01-2000', 4],
      ['sigmoid-lr1-2000', 4],
    ]);
    expect(stderr).not.toContain('\u001b');
    const folder = join(out, 'relu-lr0.01-2000-trainingBatches20-seed4');
    expect(JSON.parse(await readFile(join(folder, 'record.json'), 'utf8'))).toEqual(records[0]);
    expect(await readFile(join(folder, 'accuracy.svg'), 'utf8')).toMatch(
      /^(<\?xml[^>]*>\s*)?<svg[^]*<\/svg>\s*$/,
    );
    expect((await readdir(folder)).sort()).toEqual(['accuracy.svg', 'record.json']);
  });

  test("without it prints a table; the lesson's figures stand beside runs with the lesson's settings alone", async () => {
    const out = join(directory, 'table');
    const { code, stdout } = await bnlab('run', 'relu-lr0.01-2000', '--batches', '5', '--out', out);
    expect(code).toBe(0);
    expect(stdout).toMatch(/network .* validation .* test .* steps\/s/);
    expect(stdout).toMatch(/With Batch Norm .* % /);
    expect(stdout).not.toContain('lesson');
    expect(stdout).not.toContain('\u001b');
  });

  test('Ctrl-C ends it with 130; what was finished stays, nothing is half written', async () => {
    const out = join(directory, 'interrupted');
    // The last run would take an hour: it is in training when the second one is done.
    const { child, output, finished } = start(
      ...['sweep', 'relu-lr0.01', '--seeds', '1', '--set', 'trainingBatches=3,4,20000000', '--out', out],
      ...['--data', letters],
    );
    await new Promise<void>((resolve) => {
      child.stderr.on('data', () => {
        if (output.stderr.includes('[2/3]')) resolve();
      });
    });
    child.kill('SIGINT');
    expect(await finished).toMatchObject({ code: 130, stderr: expect.stringContaining('interrupted') });
    expect((await readdir(out, { recursive: true })).sort()).toEqual(
      [3, 4].flatMap((batches) => {
        const folder = `relu-lr0.01-few.letters-trainingBatches${batches}-seed1`;
        return [folder, join(folder, 'accuracy.svg'), join(folder, 'record.json')];
      }),
    );
  });

  test('a directory that cannot be written to is an error before any training', async () => {
    const file = join(directory, 'a file');
    await writeFile(file, '');
    const { code, stderr } = await bnlabInProcess(['run', 'relu-lr0.01', '--out', join(file, 'runs')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^bnlab: cannot write to .*a file.*\n$/);
  });

  test('a backend that is not installed says how to add it', async () => {
    const { code, stderr } = await bnlab(
      'run',
      'relu-lr0.01',
      '--backend',
      'tensorflow',
      '--out',
      join(directory, 'gpu'),
    );
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(
      /^bnlab: .*tensorflow.*npm install @tensorflow\/tfjs-node$/,
    );
  });

  test('the CPU backend prints nothing of its own', async () => {
    const { code, stderr, stdout } = await bnlab(
      ...[
        'run',
        'relu-lr0.01',
        '--backend',
        'cpu',
        '--batches',
        '1',
        '--data',
        letters,
        '--json',
        '--out',
        join(directory, 'cpu'),
      ],
    );
    expect(code).toBe(0);
    expect(stderr).not.toContain('TensorFlow');
    expect((JSON.parse(stdout) as { records: RunRecord[] }).records[0]!.environment.backend).toBe('cpu');
  });
});

describe('wrong usage is one line with what was meant, and code 2', () => {
  test.each([
    [['run', 'relu-lr0.01-200'], 'bnlab: unknown preset "relu-lr0.01-200"; did you mean relu-lr0.01-2000?\n'],
    [['run', 'relu-lr1', '--sed', '1'], "bnlab: unknown option '--sed' (Did you mean --seed?)\n"],
    [['rnu'], "bnlab: unknown command 'rnu' (Did you mean run?)\n"],
    [['run'], "bnlab: missing required argument 'preset'\n"],
    [
      ['run', 'relu-lr1', '--seed', '-1'],
      'bnlab: --seed must be a whole number from 0 to 4294967295, got "-1"\n',
    ],
    [
      ['run', 'relu-lr1', '--seed', 'one'],
      'bnlab: --seed must be a whole number from 0 to 4294967295, got "one"\n',
    ],
    [
      ['run', 'relu-lr1', '--batches', '0'],
      'bnlab: --batches must be a whole number from 1 to 9007199254740991, got "0"\n',
    ],
    [
      ['run', 'relu-lr1', '--backend', 'wsam'],
      'bnlab: unknown backend "wsam"; did you mean wasm? (known: wasm, cpu, webgl, webgpu, tensorflow)\n',
    ],
  ])('%j', async (args, line) => {
    expect(await bnlabInProcess(args)).toEqual({ code: 2, stdout: '', stderr: line });
  });

  test('and the program ends with that code, having made nothing', async () => {
    expect(await bnlab('run', 'relu-lr1', '--sed', '1')).toEqual({
      code: 2,
      stdout: '',
      stderr: "bnlab: unknown option '--sed' (Did you mean --seed?)\n",
    });
    expect(existsSync(join(directory, 'runs'))).toBe(false);
  });

  test.each(['--help', '--version', 'run --help'])('but asking for help is not: %s', async (args) => {
    const { code, stdout, stderr } = await bnlabInProcess(args.split(' '));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toBe('');
  });
});
