import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readRecords, RunStore } from '../../src/record/run-store';
import { madeUpRecord } from '../record/made-up-record';

let directory = '';
const warnings: string[] = [];
const open = (path = directory) => RunStore.open(path, (message) => warnings.push(message));

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
  warnings.length = 0;
});
afterEach(() => rm(directory, { recursive: true }));

async function put(id: string, text: string): Promise<void> {
  await mkdir(join(directory, id), { recursive: true });
  await writeFile(join(directory, id, 'record.json'), text);
}

describe('a directory of records', () => {
  test('gives back what was written', async () => {
    const store = await open(join(directory, 'made', 'for', 'it'));
    const record = madeUpRecord('relu-lr1', 1);
    expect(await store.read('one')).toBeUndefined();
    await store.write('one', record);
    expect(await store.read('one')).toEqual(record);
    expect(await readRecords(store.directory)).toEqual([{ id: 'one', record }]);
    expect(warnings).toEqual([]);
  });

  test('sets a damaged record aside, says so, and counts it as none', async () => {
    const half = JSON.stringify(madeUpRecord('relu-lr1', 1)).slice(0, 200);
    await put('one', half);
    const store = await open();
    expect(await store.read('one')).toBeUndefined();
    expect(warnings).toEqual([
      expect.stringMatching(/one\/record\.json is not a run record: .*; set aside as .*, and run again$/),
    ]);
    const [aside] = await readdir(join(directory, 'one'));
    expect(await readFile(join(directory, 'one', aside!), 'utf8')).toBe(half);
    await store.write('one', madeUpRecord('relu-lr1', 1));
    expect(await store.read('one')).toBeDefined();
  });

  test('leaves the record of a newer version as it is', async () => {
    await put('one', '{"schema": 7}');
    await expect((await open()).read('one')).rejects.toThrow(/newer version of bnlab \(schema 7/);
    expect(await readFile(join(directory, 'one', 'record.json'), 'utf8')).toBe('{"schema": 7}');
  });

  test('passes over what a killed program left half written', async () => {
    await mkdir(join(directory, 'one'));
    await writeFile(join(directory, 'one', 'record.json.3141592653'), '{"schema": 1, "pres');
    const store = await open();
    expect(await store.read('one')).toBeUndefined();
    expect(await readRecords(directory)).toEqual([]);
    await store.write('one', madeUpRecord('relu-lr1', 1));
    expect(await readRecords(directory)).toHaveLength(1);
  });

  test('that nothing can be written to is refused before any work', async () => {
    await writeFile(join(directory, 'file'), '');
    await expect(open(join(directory, 'file', 'runs'))).rejects.toThrow(
      /^cannot write to .*file\/runs: ENOTDIR/,
    );
    // Root may write anywhere.
    if (process.getuid?.() === 0) return;
    await chmod(directory, 0o500);
    await expect(open()).rejects.toThrow(/EACCES/);
    await chmod(directory, 0o700);
  });

  test('takes two writers at once: each sees whole records', async () => {
    const [a, b] = [await open(), await open()];
    const records = [1, 2].map((seed) => madeUpRecord('relu-lr1', seed));
    const writes = Array.from({ length: 40 }, async (_, index) => {
      await (index % 2 ? a : b).write('one', records[index % 2]!);
      expect(records).toContainEqual(await (index % 2 ? b : a).read('one'));
    });
    await Promise.all(writes);
    expect(await readdir(join(directory, 'one'))).toEqual(['record.json']);
    expect(warnings).toEqual([]);
  });
});
