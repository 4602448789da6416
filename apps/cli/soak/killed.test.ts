import { spawnSync } from 'node:child_process';
import { watch } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readRecords } from '@bnlab/experiments/node';
import fc from 'fast-check';
import { bnlab, startBnlab } from '../test/helpers/bnlab';
import { outcomeOf } from '../../../packages/experiments/test/record/outcome';
import { recordFiles, recordsOf, RUNS, useSweep } from '../test/helpers/small-sweep';

const sweep = useSweep('mnist');
const onSmallDisk = canMakeSmallDisk() ? test : test.skip;

/** When a program is killed: so long after the `event`-th change that it makes in its directory. */
interface Moment {
  event: number;
  milliseconds: number;
}

/** Starts the command and kills it, as a power cut would. */
async function killAt({ event, milliseconds }: Moment, out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  const { child, finished } = startBnlab(sweep.command(out));
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

describe('a sweep that was killed', () => {
  test('goes on where it stopped, and ends with the same records, to the last bit', async () => {
    const out = join(sweep.directory, 'killed');
    const [moments] = fc.sample(someMoments, 1);
    for (const moment of moments!) {
      const before = await recordFiles(out).catch(() => new Map<string, string>());
      await killAt(moment, out);
      const after = await recordFiles(out);
      for (const [id, text] of before) expect(after.get(id)).toBe(text);
    }
    const before = await recordFiles(out);
    const { code, stdout, stderr } = await bnlab(sweep.command(out));
    expect(code).toBe(0);
    expect(stderr.match(/finished before/g) ?? []).toHaveLength(before.size);
    expect(recordsOf(stdout).map(outcomeOf)).toEqual(sweep.whole.map(outcomeOf));
    const files = await recordFiles(out);
    expect(files.size).toBe(RUNS);
    for (const [id, text] of before) expect(files.get(id)).toBe(text);
    for (const id of files.keys()) expect(await readdir(join(out, id))).toContain('accuracy.svg');
  });
});

describe('one directory', () => {
  test('can be written to by two programs at once', async () => {
    const out = join(sweep.directory, 'shared');
    const both = await Promise.all([bnlab(sweep.command(out)), bnlab(sweep.command(out))]);
    for (const { code, stdout } of both) {
      expect(code).toBe(0);
      expect(recordsOf(stdout).map(outcomeOf)).toEqual(sweep.whole.map(outcomeOf));
    }
    expect((await readRecords(out)).map(({ record }) => outcomeOf(record))).toHaveLength(RUNS);
  });

  onSmallDisk('on a full disk keeps what is whole, and says what could not be written', async () => {
    const [disk, out] = [join(sweep.directory, 'disk'), join(sweep.directory, 'full')];
    await mkdir(disk);
    // A disk with room for a run or two, in the sight of this shell alone; what is on it is taken off before it is gone.
    const { code, stdout, stderr } = await bnlab(sweep.command(disk), {
      shell: `mount -t tmpfs -o size=40k tmpfs ${disk} || exit 99`,
      afterwards: `cp -r ${disk} ${out}`,
      unshare: true,
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/\nbnlab: cannot write .*: ENOSPC/);
    const kept = await recordFiles(out);
    expect(kept.size).toBeGreaterThan(0);
    expect(kept.size).toBeLessThan(RUNS);
    const again = await bnlab(sweep.command(out));
    expect(again.stderr.match(/finished before/g)).toHaveLength(kept.size);
    expect(recordsOf(again.stdout).map(outcomeOf)).toEqual(sweep.whole.map(outcomeOf));
  });
});

onSmallDisk('a directory that may only be read is named, and nothing is trained', async () => {
  const disk = join(sweep.directory, 'read-only');
  await mkdir(disk);
  const { code, stdout, stderr } = await bnlab(sweep.command(join(disk, 'runs')), {
    shell: `mount -t tmpfs -o ro tmpfs ${disk} || exit 99`,
    unshare: true,
  });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^bnlab: cannot write to .*read-only\/runs: EROFS.*\n$/);
});

/** Whether this user may mount, in a name space of their own: most containers and some systems forbid it. */
function canMakeSmallDisk(): boolean {
  const { status } = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]);
  if (status !== 0)
    process.stderr.write('tests of a full and a read-only disk are skipped: no disk can be mounted here\n');
  return status === 0;
}
