import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { Dataset, loadMnist, type MnistData } from '@bnlab/mnist';
import fc from 'fast-check';
import { onData } from '../../src/plan/on-data';
import { planRun } from '../../src/plan/run-plan';
import { findPreset } from '../../src/presets/find-preset';
import { describeData } from '../../src/record/describe-data';
import { trainAndTest } from '../../src/train-and-test';
import { isRecordOf } from '../../src/plan/is-record-of';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length, max: 9 });
const set = (name: string, count: number) =>
  fc
    .tuple(bytes(4 * count), bytes(count))
    .map(([inputs, labels]) => new Dataset({ name, rows: 2, columns: 2, inputs, labels }));
const images: fc.Arbitrary<MnistData> = fc.record({
  train: set('train', 6),
  validation: set('validation', 2),
  test: set('test', 3),
});

describe('what a record says of its images', () => {
  test('is the digest of pixels and labels in the order of the files, and the counts', async () => {
    await fc.assert(
      fc.asyncProperty(images, async (data) => {
        const { train, validation, test: tested } = data;
        const hash = createHash('sha256');
        for (const part of [validation.inputs, train.inputs, validation.labels, train.labels])
          hash.update(part);
        for (const part of [tested.inputs, tested.labels]) hash.update(part);
        expect(await describeData(data)).toEqual({
          ...{ name: 'unnamed', sha256: hash.digest('hex'), rows: 2, columns: 2, classes: 10 },
          ...{ train: 6, validation: 2, test: 3 },
        });
      }),
    );
  });

  test('knows MNIST by its content, whatever it is called', async () => {
    const mnist = await loadMnist();
    expect((await describeData({ ...mnist, name: 'fashion-mnist' })).name).toBe('mnist');
    const other = { ...mnist, test: mnist.test.slice(0, 9999) };
    expect((await describeData({ ...other, name: 'a-copy' })).name).toBe('a-copy');
  });

  test('keeps runs on other images apart from those on MNIST', async () => {
    const data = {
      ...{ train: few('train', 60), validation: few('validation', 20), test: few('test', 20) },
      name: 'few',
    };
    const preset = { ...findPreset('relu-lr0.01-2000'), trainingBatches: 3, batchesPerSample: 3 };
    const described = await describeData(data);
    const suited = onData(preset, described);
    expect(suited.layerSizes).toEqual([4, 100, 100, 100, 10]);
    const record = await trainAndTest(suited, { data });
    const plan = planRun(suited, 1);
    expect(plan.id).toBe('relu-lr0.01-2000-few-seed1');
    expect(isRecordOf(record, plan, undefined, described)).toBe(true);
    expect(isRecordOf(record, planRun(preset, 1))).toBe(false);
    expect(isRecordOf(record, plan, undefined, { ...described, sha256: '0'.repeat(64) })).toBe(false);
  });

  test('is not that of images that the settings do not mean', async () => {
    const preset = { ...findPreset('relu-lr0.01-2000'), data: 'fashion-mnist' };
    await expect(trainAndTest(preset, { data: await loadMnist() })).rejects.toThrow(
      /data must be fashion-mnist, as the plan's settings have it, got mnist/,
    );
  });
});

function few(name: string, count: number): Dataset {
  const inputs = Uint8Array.from({ length: 4 * count }, (_, index) => (37 * index) % 256);
  return new Dataset({
    ...{ name, rows: 2, columns: 2, inputs },
    labels: Uint8Array.from({ length: count }, (_, index) => index % 10),
  });
}
