import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findRecords, readRecords } from '@bnlab/experiments/node';
import { bnlab, startBnlab } from './helpers/bnlab';
import { writeFewLetters } from './helpers/few-letters';
import { bnlabInProcess } from './helpers/in-process';
import { writeRecord } from './helpers/write-record';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
  await writeFewLetters(directory);
});
afterAll(() => rm(directory, { recursive: true }));

const id = (batches: number, seed = 1) => `relu-lr0.01-few.letters-trainingBatches${batches}-seed${seed}`;
const sweep = (out: string, batches: string, ...more: string[]) => [
  ...['sweep', 'relu-lr0.01', '--seeds', '1', '--set', `trainingBatches=${batches}`, '--out', out],
  // Few images, since what fails here fails on any.
  ...['--data', join(directory, 'few.letters')],
  // A thread takes a third of a second to start, and most of these train for two batches.
  ...['--jobs', '1'],
  ...more,
];

describe('a run that fails', () => {
  test('stops the others at once; those that are finished are kept', async () => {
    const out = join(directory, 'failing');
    expect((await bnlab(sweep(out, '3'))).code).toBe(0);
    // There is no writing the chart of the second; the third would take an hour, and the fourth is never begun.
    await mkdir(join(out, id(4), 'accuracy.svg', 'in use'), { recursive: true });
    const { code, stdout, stderr } = await bnlab(sweep(out, '3,4,20000000,5', '--jobs', '2'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`bnlab: cannot write .*${id(4)}/accuracy.svg: E`));
    expect((await readRecords(out)).map((entry) => entry.id)).toEqual([id(3), id(4)]);
  });

  test('is named', async () => {
    const out = join(directory, 'named');
    const { code, stderr } = await bnlab(sweep(out, '3', '--backend', 'tensorflow'));
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^bnlab: ${id(3)}: .*npm install`));
  });
});

describe('a directory', () => {
  test('that is a file is refused before any training', async () => {
    const out = join(directory, 'a file');
    await writeFile(out, 'notes');
    const { code, stdout, stderr } = await bnlabInProcess(sweep(out, '20000000'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^bnlab: cannot write to .*a file: EEXIST.*\n$/);
    expect(await readFile(out, 'utf8')).toBe('notes');
  });

  test('with a file in the place of a run is refused before any training', async () => {
    const out = join(directory, 'file in it');
    await mkdir(out);
    await writeFile(join(out, id(20000000)), 'notes');
    const { code, stderr } = await bnlabInProcess(sweep(out, '20000000'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^bnlab: cannot read .*record\.json: ENOTDIR.*\n$/);
  });
});

describe('a record of other settings', () => {
  test('is set aside whole, the run is made again, and that only once', async () => {
    const out = join(directory, 'stale');
    expect((await bnlab(sweep(out, '3'))).code).toBe(0);
    const path = join(out, id(3), 'record.json');
    const { record } = (await readRecords(out))[0]!;
    await writeRecord(path, { ...record, settings: { ...record.settings, learningRate: 0.02 } });
    const stale = await readFile(path, 'utf8');
    const { code, stderr } = await bnlab(sweep(out, '3'));
    expect(code).toBe(0);
    expect(stderr).toMatch(
      new RegExp(`^bnlab: the record of ${id(3)} is of other settings.*; set aside as `),
    );
    const aside = (await readdir(join(out, id(3)))).find((name) => name.includes('other-settings'));
    expect(await readFile(join(out, id(3), aside!), 'utf8')).toBe(stale);
    expect(await readFile(path, 'utf8')).toContain('"learningRate": 0.01');
    expect((await bnlab(sweep(out, '3'))).stderr).toMatch(/^\[1\/1\] .*\(finished before\)\n/);
    expect(await readRecords(out)).toHaveLength(1);
  });

  test('or of another backend than the one that is asked for, too', async () => {
    const out = join(directory, 'backends');
    const onTfjs = ['--backend', 'wasm'];
    expect((await bnlab(sweep(out, '1'))).code).toBe(0);
    expect((await bnlab(sweep(out, '1', ...onTfjs))).stderr).toContain('on another backend; set aside');
    expect((await readRecords(out))[0]!.record.environment.engine).toBe('tfjs');
    expect((await bnlab(sweep(out, '1', ...onTfjs))).stderr).toContain('(finished before)');
    expect((await bnlab(sweep(out, '1'))).stderr).toContain('(finished before)');
  });
});

describe('threads', () => {
  /** Runs a command, and counts the threads that it starts. */
  async function threadsOf(args: readonly string[]): Promise<number> {
    const [preload, counts] = [join(directory, 'count.cjs'), join(directory, 'threads')];
    await writeFile(
      preload,
      `if (!require('worker_threads').isMainThread) require('fs').appendFileSync(${JSON.stringify(counts)}, '.');`,
    );
    await writeFile(counts, '');
    expect((await bnlab(args, { env: { NODE_OPTIONS: `--require="${preload}"` } })).code).toBe(0);
    return (await readFile(counts, 'utf8')).length;
  }

  test('are as many as networks at most, and none where all is finished', async () => {
    const out = join(directory, 'threads of it');
    expect(await threadsOf(sweep(out, '1,2', '--jobs', '1'))).toBe(1);
    expect(await threadsOf(sweep(out, '1,2,3', '--jobs', '64'))).toBe(2);
    expect(await threadsOf(sweep(out, '1,2,3', '--jobs', '64'))).toBe(0);
  });
});

describe('a reader that stops listening', () => {
  test('to standard error does not stop the work', async () => {
    const out = join(directory, 'unheard');
    const { child, finished } = startBnlab(sweep(out, '2,3', '--json'));
    child.stderr.destroy();
    const { code, stdout } = await finished;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty('records');
    expect(await readRecords(out)).toHaveLength(2);
  });
});

test('bnlab run always trains; what is named twice is trained once', async () => {
  const out = join(directory, 'again');
  const letters = ['--data', join(directory, 'few.letters')];
  const run = ['run', 'relu-lr0.01', 'relu-lr0.01', '--batches', '2', '--out', out, ...letters];
  for (let time = 0; time < 2; time++) {
    const { code, stderr } = await bnlab(run);
    expect(code).toBe(0);
    expect(stderr.match(/^\[1\/1\] .*[^)]$/gm)).toHaveLength(1);
  }
});

describe('bnlab merge', () => {
  test('of what is no directory is wrong usage', async () => {
    const { code, stderr } = await bnlabInProcess([
      'merge',
      join(directory, 'none'),
      '--out',
      join(directory, 'new'),
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^bnlab: there is no directory .*none; give directories that --out wrote\n$/);
    expect(await readdir(directory)).not.toContain('new');
  });

  test('names every damaged record, joins the others, and fails', async () => {
    const [good, bad, out] = ['good', 'bad', 'merged'].map((name) => join(directory, name)) as [
      string,
      string,
      string,
    ];
    expect((await bnlab(sweep(good, '2'))).code).toBe(0);
    for (const run of ['one', 'other']) {
      await mkdir(join(bad, run), { recursive: true });
      await writeFile(join(bad, run, 'record.json'), '{"schema": 1');
    }
    const { code, stderr } = await bnlabInProcess(['merge', good, bad, '--out', out]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^bnlab: .*bad\/one\/record\.json is not a run record: .*\nbnlab: .*bad\/other\//);
    expect(stderr).toMatch(/\nbnlab: 2 damaged records left out\n$/);
    expect(await readRecords(out)).toHaveLength(1);
  });

  test('of nothing says so, and fails', async () => {
    const empty = join(directory, 'empty');
    await mkdir(empty);
    const { code, stderr } = await bnlabInProcess(['merge', empty, '--out', join(directory, 'of nothing')]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `bnlab: there is no run record in ${empty}; "bnlab sweep --shard" makes some\n`,
    });
    expect(await readdir(directory)).not.toContain('of nothing');
  });

  test('of a part of a sweep joins it, says what is missing, and fails', async () => {
    const [part, out] = [join(directory, 'part'), join(directory, 'short')];
    expect((await bnlab(sweep(part, '2,3,4', '--shard', '1/2'))).code).toBe(0);
    const { code, stderr } = await bnlabInProcess(['merge', part, '--out', out]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/bnlab: [12] of 3 planned runs are missing, .* first; merge the other parts, too/);
    expect((await readRecords(out)).length).toBeGreaterThan(0);
  });
});

describe('bnlab report', () => {
  test('names every damaged record, shows the others, and fails', async () => {
    const [out, page] = [join(directory, 'reported'), join(directory, 'report.html')];
    expect((await bnlab(sweep(out, '2'))).code).toBe(0);
    await mkdir(join(out, 'bad'));
    await writeFile(join(out, 'bad', 'record.json'), '{"schema": 1');
    const { code, stderr } = await bnlabInProcess(['report', out, '--out', page]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /bad\/record\.json is not a run record: [^]*a page on 1 records\nbnlab: 1 damaged record left out\n$/,
    );
    expect(await readFile(page, 'utf8')).toContain('relu-lr0.01');
  });
});

test('a full standard output is named, and the run kept', async () => {
  const out = join(directory, 'full');
  const full = { shell: 'exec > /dev/full' };
  const listed = await bnlab(['list'], full);
  expect(listed).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^bnlab: cannot write to standard output: ENOSPC/),
  });
  const trained = await bnlab(sweep(out, '2', '--json'), full);
  expect(trained.code).toBe(1);
  expect(trained.stderr).toMatch(/\nbnlab: cannot write to standard output: ENOSPC.*\n$/);
  expect(await readRecords(out)).toHaveLength(1);
});

test('a directory that is a link is written to; a link to nothing is named', async () => {
  const [real, link, dangling] = ['real', 'link', 'dangling'].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(real);
  await symlink(real, link);
  await symlink(join(directory, 'nothing'), dangling);
  expect((await bnlab(sweep(link, '2'))).code).toBe(0);
  const [only] = await readRecords(real);
  const { code, stderr } = await bnlab(sweep(dangling, '2'));
  expect(code).toBe(1);
  expect(stderr).toMatch(/^bnlab: cannot write to .*dangling: E.*\n$/);

  // A run's folder that was moved away, with a link in its place, is a finished run.
  const elsewhere = join(directory, 'elsewhere');
  await rename(join(real, only!.id), elsewhere);
  await symlink(elsewhere, join(real, only!.id));
  await symlink(real, join(real, 'leads back'));
  expect(await readRecords(real)).toHaveLength(1);
  expect((await findRecords(real)).map(({ records }) => records.length)).toEqual([1]);
});

test('more seeds than anybody trains are refused at once', async () => {
  const { code, stderr } = await bnlabInProcess(['sweep', 'relu-lr1', '--seeds', '0-4294967295']);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'bnlab: --seeds must be 10,000 seeds at most, got "0-4294967295"\n',
  });
});

test('a place where nothing can be written is named', async () => {
  const { code, stderr } = await bnlabInProcess(sweep('/proc/x', '1'));
  expect(code).toBe(1);
  expect(stderr).toMatch(/^bnlab: cannot write to \/proc\/x: ENOENT.*\n$/);
});

test.each(['/proc/report.html', '/proc/x/report.html'])(
  'a page that cannot be written is named: %s',
  async (page) => {
    const results = join(__dirname, '../../../packages/experiments/results');
    const { code, stderr } = await bnlabInProcess(['report', join(results, 'lstm-rows.json'), '--out', page]);
    expect(code).toBe(1);
    expect(stderr.startsWith(`bnlab: cannot write ${page}: ENOENT`)).toBe(true);
  },
);
