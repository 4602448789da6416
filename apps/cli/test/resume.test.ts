import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readRecords } from '@bnlab/experiments/node';
import { bnlab } from './helpers/bnlab';
import { bnlabInProcess } from './helpers/in-process';
import { outcomeOf } from '../../../packages/experiments/test/record/outcome';
import { recordFiles, recordsOf, RUNS, useSweep } from './helpers/small-sweep';
import { writeRecord } from './helpers/write-record';

const sweep = useSweep('few letters');

describe('a sweep that was stopped', () => {
  test('trains a run again whose record is half written, or is of other settings', async () => {
    const out = join(sweep.directory, 'damaged');
    expect((await bnlab(sweep.command(out))).code).toBe(0);
    const [half, other] = await readRecords(out);
    const path = (id: string) => join(out, id, 'record.json');
    await writeFile(path(half!.id), JSON.stringify(half!.record).slice(0, 300));
    const settings = { ...other!.record.settings, learningRate: 0.5 };
    await writeRecord(path(other!.id), { ...other!.record, settings });
    const { code, stdout, stderr } = await bnlab(sweep.command(out));
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /bnlab: .*record\.json is not a run record: it does not hold whole JSON; set aside/,
    );
    expect(stderr.match(/finished before/g)).toHaveLength(RUNS - 2);
    expect(recordsOf(stdout).map(outcomeOf)).toEqual(sweep.whole.map(outcomeOf));
  });
});

describe('shards', () => {
  test('made apart and merged are the whole, in any order, and merging twice changes nothing', async () => {
    const shards = ['1/2', '2/2'].map((shard) => join(sweep.directory, `shard-${shard[0]}`));
    for (const [index, out] of shards.entries()) {
      expect((await bnlab(sweep.command(out, '--shard', `${index + 1}/2`))).code).toBe(0);
    }
    const sizes = await Promise.all(shards.map(async (out) => (await readRecords(out)).length));
    expect(sizes).toEqual([3, 3]);
    const merged = join(sweep.directory, 'merged');
    expect((await bnlabInProcess(['merge', ...shards.reverse(), '--out', merged])).stderr).toContain(
      '6 records added',
    );
    expect((await bnlabInProcess(['merge', ...shards, '--out', merged])).stderr).toContain('0 records added');
    const { stdout, stderr } = await bnlab(sweep.command(merged));
    expect(stderr.match(/finished before/g)).toHaveLength(RUNS);
    expect(recordsOf(stdout).map(outcomeOf)).toEqual(sweep.whole.map(outcomeOf));
  });

  test('that disagree are not merged, and nothing is lost', async () => {
    const [out, other] = [join(sweep.directory, 'ours'), join(sweep.directory, 'theirs')];
    expect((await bnlab(sweep.command(out, '--seeds', '1'))).code).toBe(0);
    expect((await bnlabInProcess(['merge', out, '--out', other])).code).toBe(0);
    const [{ id, record } = { id: '', record: sweep.whole[0]! }] = await readRecords(other);
    record.networks[0]!.testAccuracy = 0.5;
    await writeRecord(join(other, id, 'record.json'), record);
    const before = await recordFiles(other);
    const { code, stderr } = await bnlabInProcess(['merge', out, '--out', other]);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`hold different results for ${id}; keep them apart`));
    expect(await recordFiles(other)).toEqual(before);
  });
});
