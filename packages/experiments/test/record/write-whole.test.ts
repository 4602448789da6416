import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { RunStore } from '../../src/record/run-store';
import { removeLeftovers, temporaryName, writeWhole } from '../../src/record/write-whole';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function leave(path: string, age: number): Promise<void> {
  await writeFile(path, 'half of someth');
  const then = Date.now() / 1000 - age;
  await utimes(path, then, then);
}

describe('a file', () => {
  test('replaces the one that was there, and leaves nothing beside it', async () => {
    const path = join(directory, 'file');
    await writeWhole(path, 'one');
    await writeWhole(path, 'two');
    expect(await readFile(path, 'utf8')).toBe('two');
    expect(await readdir(directory)).toEqual(['file']);
  });

  test('that cannot take its place leaves nothing either', async () => {
    const path = join(directory, 'folder');
    await mkdir(join(path, 'in use'), { recursive: true });
    await expect(writeWhole(path, 'one')).rejects.toThrow(/EISDIR|ENOTEMPTY/);
    expect(await readdir(directory)).toEqual(['folder']);
  });
});

describe('what a killed writer left', () => {
  test('is removed an hour later, and nothing else is', async () => {
    const [old, young] = [temporaryName(), temporaryName()];
    await leave(join(directory, old), 3700);
    await leave(join(directory, young), 10);
    await leave(join(directory, 'record.json'), 1e6);
    await leave(join(directory, '.bnlab-notes'), 1e6);
    await removeLeftovers(directory);
    expect((await readdir(directory)).sort()).toEqual([young, '.bnlab-notes', 'record.json'].sort());
  });

  test('is removed from every run when a directory is opened', async () => {
    await mkdir(join(directory, 'run'));
    await leave(join(directory, temporaryName()), 3700);
    await leave(join(directory, 'run', temporaryName()), 3700);
    await RunStore.open(directory, () => {});
    expect(await readdir(directory, { recursive: true })).toEqual(['run']);
  });
});
