import { spawnSync } from 'node:child_process';
import { watch } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunRecord } from '@bnlab/experiments';
import { readRecords } from '@bnlab/experiments/node';
import fc from 'fast-check';
import { bnlab, startBnlab } from './helpers/bnlab';
import { outcomeOf } from './helpers/outcome';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
});
afterAll(() => rm(directory, { recursive: true }));

const RUNS = 6;
const command = (out: string, ...more: string[]) => [
  ...[
    'sweep',
    'relu-lr0.01-2000',
    '--seeds',
    '1-3',
    '--set',
    'trainingBatches=40,60',
    '--json',
    '--out',
    out,
  ],
  ...more,
];

let whole: RunRecord[] = [];
beforeAll(async () => {
  const { code, stdout, stderr } = await bnlab(command(join(directory, 'whole')));
  expect({ code, stderr }).toMatchObject({ code: 0 });
  whole = recordsOf(stdout);
  expect(whole).toHaveLength(RUNS);
});

const recordsOf = (stdout: string) => (JSON.parse(stdout) as { records: RunRecord[] }).records;

/** When a program is killed: so long after the `event`-th change that it makes in its directory. */
interface Moment {
  event: number;
  milliseconds: number;
}

/** Starts the command and kills it, as a power cut would. */
async function killAt({ event, milliseconds }: Moment, out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  const { child, finished } = startBnlab(command(out));
  const stop = new AbortController();
  let events = 0;
  watch(out, { recursive: true, signal: stop.signal }, () => {
    if (++events === event) setTimeout(() => child.kill('SIGKILL'), milliseconds);
  });
  const { code } = await finished;
  stop.abort();
  expect([null, 0]).toContain(code);
}

/** In the midst of writing as often as in the midst of training. */
const someMoments = fc.array(
  fc.record({
    event: fc.integer({ min: 1, max: 14 }),
    milliseconds: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 300 })),
  }),
  { minLength: 4, maxLength: 4 },
);

/** The bytes of each record that is there. */
async function recordFiles(out: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const { id } of await readRecords(out)) {
    files.set(id, await readFile(join(out, id, 'record.json'), 'utf8'));
  }
  return files;
}

describe('a sweep that was killed', () => {
  test('goes on where it stopped, and ends with the same records, to the last bit', async () => {
    const out = join(directory, 'killed');
    // When it is killed differs from run to run; the message says how to repeat one.
    const seed = Number(process.env['BNLAB_KILL_SEED'] ?? Date.now() % 100_000);
    const [moments] = fc.sample(someMoments, { seed, numRuns: 1 });
    try {
      for (const moment of moments!) {
        const before = await recordFiles(out).catch(() => new Map<string, string>());
        await killAt(moment, out);
        const after = await recordFiles(out);
        for (const [id, text] of before) expect(after.get(id)).toBe(text);
      }
      const before = await recordFiles(out);
      const { code, stdout, stderr } = await bnlab(command(out));
      expect(code).toBe(0);
      expect(stderr.match(/finished before/g) ?? []).toHaveLength(before.size);
      expect(recordsOf(stdout).map(outcomeOf)).toEqual(whole.map(outcomeOf));
      const files = await recordFiles(out);
      expect(files.size).toBe(RUNS);
      for (const [id, text] of before) expect(files.get(id)).toBe(text);
      for (const id of files.keys()) expect(await readdir(join(out, id))).toContain('accuracy.svg');
    } catch (error) {
      throw new Error(`with BNLAB_KILL_SEED=${seed}: ${(error as Error).message}`, { cause: error });
    }
  });

  test('trains a run again whose record is half written, or is of other settings', async () => {
    const out = join(directory, 'damaged');
    expect((await bnlab(command(out))).code).toBe(0);
    const [half, other] = await readRecords(out);
    const path = (id: string) => join(out, id, 'record.json');
    await writeFile(path(half!.id), JSON.stringify(half!.record).slice(0, 300));
    const settings = { ...other!.record.settings, learningRate: 0.5 };
    await writeFile(path(other!.id), JSON.stringify({ ...other!.record, settings }));
    const { code, stdout, stderr } = await bnlab(command(out));
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /bnlab: .*record\.json is not a run record: it does not hold whole JSON; set aside/,
    );
    expect(stderr.match(/finished before/g)).toHaveLength(RUNS - 2);
    expect(recordsOf(stdout).map(outcomeOf)).toEqual(whole.map(outcomeOf));
  });
});

describe('one directory', () => {
  test('can be written to by two programs at once', async () => {
    const out = join(directory, 'shared');
    const both = await Promise.all([bnlab(command(out)), bnlab(command(out))]);
    for (const { code, stdout } of both) {
      expect(code).toBe(0);
      expect(recordsOf(stdout).map(outcomeOf)).toEqual(whole.map(outcomeOf));
    }
    expect((await readRecords(out)).map(({ record }) => outcomeOf(record))).toHaveLength(RUNS);
  });

  const onFullDisk = canMakeSmallDisk() ? test : test.skip;
  onFullDisk('on a full disk keeps what is whole, and says what could not be written', async () => {
    const [disk, out] = [join(directory, 'disk'), join(directory, 'full')];
    await mkdir(disk);
    // A disk with room for a run or two, in the sight of this shell alone; what is on it is taken off before it is gone.
    const { code, stdout, stderr } = await bnlab(command(disk), {
      shell: `mount -t tmpfs -o size=40k tmpfs ${disk} || exit 99`,
      afterwards: `cp -r ${disk} ${out}`,
      unshare: true,
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/\nbnlab: cannot write .*: ENOSPC/);
    const kept = await recordFiles(out);
    expect(kept.size).toBeGreaterThan(0);
    expect(kept.size).toBeLessThan(RUNS);
    const again = await bnlab(command(out));
    expect(again.stderr.match(/finished before/g)).toHaveLength(kept.size);
    expect(recordsOf(again.stdout).map(outcomeOf)).toEqual(whole.map(outcomeOf));
  });
});

/** Whether this user may mount, in a name space of their own: most containers and some systems forbid it. */
function canMakeSmallDisk(): boolean {
  const { status } = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]);
  if (status !== 0)
    process.stderr.write('the test of a full disk is skipped: a small disk cannot be mounted here\n');
  return status === 0;
}

describe('shards', () => {
  test('made apart and merged are the whole, in any order, and merging twice changes nothing', async () => {
    const shards = ['1/3', '2/3', '3/3'].map((shard) => join(directory, `shard-${shard[0]}`));
    for (const [index, out] of shards.entries()) {
      expect((await bnlab(command(out, '--shard', `${index + 1}/3`))).code).toBe(0);
    }
    const sizes = await Promise.all(shards.map(async (out) => (await readRecords(out)).length));
    expect(sizes).toEqual([2, 2, 2]);
    const merged = join(directory, 'merged');
    expect((await bnlab(['merge', ...shards.reverse(), '--out', merged])).stderr).toContain(
      '6 records added',
    );
    expect((await bnlab(['merge', ...shards, '--out', merged])).stderr).toContain('0 records added');
    const { stdout, stderr } = await bnlab(command(merged));
    expect(stderr.match(/finished before/g)).toHaveLength(RUNS);
    expect(recordsOf(stdout).map(outcomeOf)).toEqual(whole.map(outcomeOf));
  });

  test('that disagree are not merged, and nothing is lost', async () => {
    const [out, other] = [join(directory, 'ours'), join(directory, 'theirs')];
    expect((await bnlab(command(out, '--seeds', '1'))).code).toBe(0);
    expect((await bnlab(['merge', out, '--out', other])).code).toBe(0);
    const [{ id, record } = { id: '', record: whole[0]! }] = await readRecords(other);
    record.networks[0]!.testAccuracy = 0.5;
    await writeFile(join(other, id, 'record.json'), JSON.stringify(record));
    const before = await recordFiles(other);
    const { code, stderr } = await bnlab(['merge', out, '--out', other]);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`hold different results for ${id}; keep them apart`));
    expect(await recordFiles(other)).toEqual(before);
  });
});
