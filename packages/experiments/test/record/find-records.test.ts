import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findRecords } from '../../src/record/find-records';
import { madeUpRecord } from './made-up-record';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function write(path: string, contents: unknown): Promise<void> {
  await mkdir(join(directory, path, '..'), { recursive: true });
  await writeFile(join(directory, path), typeof contents === 'string' ? contents : JSON.stringify(contents));
}

describe('records are found', () => {
  const [one, two] = [madeUpRecord('relu-lr1', 1), madeUpRecord('relu-lr2', 2)];

  test('in directories at any depth, each a source, and in documents', async () => {
    await write('runs/relu-lr1-seed1/record.json', one);
    await write('runs/relu-lr1-seed1/accuracy.svg', '<svg/>');
    await write('sweeps/rates/relu-lr2-seed2/record.json', two);
    await write('lesson.json', { records: [one, two] });
    await write('package.json', { name: 'not a record' });
    expect(await findRecords(directory)).toEqual([
      { name: 'lesson', records: [one, two] },
      { name: 'runs', records: [one] },
      { name: 'rates', records: [two] },
    ]);
  });

  test('but not where they are damaged: the error names the file', async () => {
    await write('runs/relu-lr1-seed1/record.json', '{"schema": 1');
    await expect(findRecords(directory)).rejects.toThrow(/relu-lr1-seed1\/record\.json is not a run record/);
    await expect(findRecords(join(directory, 'nowhere'))).rejects.toThrow(/ENOENT/);
  });

  test('and a document with a wrong record says which', async () => {
    await write('all.json', { records: [one, { ...two, seed: -1 }] });
    await expect(findRecords(join(directory, 'all.json'))).rejects.toThrow(
      /all\.json, record 1 .*seed must be >= 0/,
    );
  });

  test('and all of the damaged ones are told, if somebody listens: the others are found', async () => {
    await write('runs/a/record.json', '{"schema": 1');
    await write('runs/b/record.json', one);
    await write('broken.json', '{"records": [');
    await write('all.json', { records: [two, { ...two, seed: -1 }] });
    const faults: string[] = [];
    const sources = await findRecords(directory, ({ message }) => faults.push(message));
    expect(sources).toEqual([
      { name: 'all', records: [two] },
      { name: 'runs', records: [one] },
    ]);
    expect(faults).toHaveLength(3);
    for (const place of ['all.json, record 1', 'broken.json', 'runs/a/record.json']) {
      expect(faults.filter((message) => message.includes(place))).toHaveLength(1);
    }
  });
});
