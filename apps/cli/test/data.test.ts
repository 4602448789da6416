import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bnlab } from './helpers/bnlab';
import { bnlabInProcess } from './helpers/in-process';
import { writeFewLetters } from './helpers/few-letters';
import { recordsOf } from './helpers/small-sweep';

let directory = '';
beforeAll(async () => {
  directory = await writeFewLetters(await mkdtemp(join(tmpdir(), 'bnlab-')));
});
afterAll(() => rm(dirname(directory), { recursive: true }));

describe('--data', () => {
  const out = () => join(directory, 'runs');
  const preset = 'relu-lr0.01-2000';

  test('trains on the images of a directory, and its record is never taken for one of MNIST', async () => {
    const few = ['run', preset, '--batches', '30', '--data', directory, '--json', '--out', out()];
    const made = await bnlab(few);
    expect(made).toMatchObject({ code: 0 });
    const [record] = recordsOf(made.stdout);
    expect(record!.data).toMatchObject({ rows: 3, columns: 3, classes: 26, train: 239, validation: 21 });
    expect(record!.settings.layerSizes).toEqual([9, 100, 100, 100, 26]);
    expect(record!.data!.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(record!.checksum).toMatch(/^[0-9a-f]{64}$/);
    const settings = ['--set', 'trainingBatches=30', '--seeds', '1', '--json', '--out', out()];
    const again = await bnlab(['sweep', preset, '--data', directory, ...settings]);
    expect(again.stderr).toMatch(/1\/1\] .*\(finished before\)/);
    const mnist = await bnlab(['sweep', preset, ...settings]);
    expect(mnist.stderr).not.toMatch(/finished before/);
    expect(recordsOf(mnist.stdout)[0]!.data).toMatchObject({ name: 'mnist', train: 55_000, test: 10_000 });
  }, 60_000);

  test('makes a run again when the images of that name have changed', async () => {
    const file = join(directory, 'few-test-labels-idx1-ubyte');
    const before = await readFile(file);
    await writeFile(file, Uint8Array.from(before).fill(1, 8, 10));
    const settings = ['--set', 'trainingBatches=30', '--seeds', '1', '--out', out()];
    const { stderr, code } = await bnlab(['sweep', preset, '--data', directory, ...settings]);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/is of other settings or images.*set aside/) as unknown as string,
    });
  }, 60_000);

  test('that is nowhere is wrong usage', async () => {
    const { code, stderr } = await bnlabInProcess(['run', preset, '--data', join(directory, 'nowhere')]);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /--data .*nowhere: .*expected a directory of images/,
      ) as unknown as string,
    });
  });
});
