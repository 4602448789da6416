import fs, { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { fileSystem } from '../../src';

const weightSpecs: tf.io.WeightsManifestEntry[] = [{ name: 'w', shape: [3], dtype: 'float32' }];
const weightData = Float32Array.of(1, -2, 3).buffer;
const artifacts: tf.io.ModelArtifacts = {
  modelTopology: { class_name: 'Sequential' },
  weightSpecs,
  weightData,
};

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
});
afterAll(() => rm(directory, { recursive: true }));

describe('fileSystem', () => {
  test('loads what it saved, in however many buffers the weights came', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array()), fc.jsonValue(), async (parts, value) => {
        const metadata = { value } as { value: object };
        const { save, load } = fileSystem(join(directory, 'round trip'));
        const buffers = parts.map((part) => part.slice().buffer);
        const result = await save!({ ...artifacts, weightData: buffers, userDefinedMetadata: metadata });
        const loaded = await load!();
        expect(Buffer.from(loaded.weightData as ArrayBuffer)).toEqual(Buffer.concat(parts));
        const { weightData: _, ...rest } = loaded;
        const { weightData: __, ...expected } = artifacts;
        expect(rest).toEqual(JSON.parse(JSON.stringify({ ...expected, userDefinedMetadata: metadata })));
        expect(result.modelArtifactsInfo.weightDataBytes).toBe(Buffer.concat(parts).length);
      }),
    );
  });

  test('reads models whose weights lie in several files, as converters write them', async () => {
    const model = {
      modelTopology: {},
      weightsManifest: [
        { paths: ['a.bin', 'b.bin'], weights: weightSpecs },
        { paths: ['c.bin'], weights: weightSpecs },
      ],
    };
    await writeFile(join(directory, 'model.json'), JSON.stringify(model));
    for (const name of ['a', 'b', 'c']) await writeFile(join(directory, `${name}.bin`), name);
    for (const path of [directory, join(directory, 'model.json')]) {
      const loaded = await fileSystem(path).load!();
      expect(Buffer.from(loaded.weightData as ArrayBuffer).toString()).toBe('abc');
      expect(loaded.weightSpecs).toEqual([...weightSpecs, ...weightSpecs]);
    }
  });

  test('leaves two files, and nothing half written', async () => {
    const target = join(directory, 'new', 'folders');
    await fileSystem(target).save!(artifacts);
    await fileSystem(target).save!(artifacts);
    expect((await readdir(target)).sort()).toEqual(['model.json', 'weights.bin']);
    expect(await readFile(join(target, 'weights.bin'))).toEqual(Buffer.from(weightData));
  });

  test('says what is wrong with a file', async () => {
    const load = (text: string) => async () => {
      await writeFile(join(directory, 'model.json'), text);
      return fileSystem(directory).load!();
    };
    await expect(load('not JSON')).rejects.toThrow('model.json is not a saved model: it does not hold JSON');
    await expect(load('{}')).rejects.toThrow('model.json is not a saved model: it has no weightsManifest');
    await expect(fileSystem(join(directory, 'nowhere')).load!()).rejects.toThrow(
      /nowhere\/model\.json does not exist; give the directory that a model was saved to/,
    );
    const weightsManifest = [{ paths: ['lost.bin'], weights: weightSpecs }];
    await expect(load(JSON.stringify({ weightsManifest }))).rejects.toThrow(
      /lost\.bin does not exist; .*model\.json names it as a file of its weights/,
    );
    await expect(
      fileSystem(directory).save!({ ...artifacts, modelTopology: new ArrayBuffer(1) }),
    ).rejects.toThrow('the topology of the model must be JSON, got an ArrayBuffer');
  });
});

// https://github.com/yhwang/node-red-contrib-tf-model/issues/12: the path of model.json as Windows writes it.
test('weights lie beside a model.json that is named with backslashes', async () => {
  const asked: string[] = [];
  const readFile = jest.spyOn(fs, 'readFile').mockImplementation(((path: string) => {
    asked.push(path);
    const model = { modelTopology: {}, weightsManifest: [{ paths: ['weights.bin'], weights: [] }] };
    return Promise.resolve(Buffer.from(path.endsWith('.json') ? JSON.stringify(model) : ''));
  }) as unknown as typeof fs.readFile);
  try {
    await fileSystem('C:\\models\\digits\\model.json').load!();
    expect(asked).toEqual(['C:\\models\\digits\\model.json', 'C:\\models\\digits\\weights.bin']);
  } finally {
    readFile.mockRestore();
  }
});
