import type * as fileSystemPromises from 'node:fs/promises';
import type * as tf from '@tensorflow/tfjs';
import { importInNode } from '../import-in-node';

type FileSystem = typeof fileSystemPromises;

/**
 * Saves models to, and loads them from, a directory of this machine: what `tf.io` lacks in Node.js without
 * `@tensorflow/tfjs-node`. The layout is TensorFlow.js's own, `model.json` beside `weights.bin`, so either reads what
 * the other wrote.
 *
 * @param path A directory; or, to load, the path of its `model.json`.
 * @returns A handler for `model.save` and `tf.loadLayersModel`. Saving writes each file under another name first and
 *   renames it when it is whole, the model last.
 */
export function fileSystem(path: string): tf.io.IOHandler {
  return { save: (artifacts) => save(path, artifacts), load: () => load(path) };
}

async function save(directory: string, artifacts: tf.io.ModelArtifacts): Promise<tf.io.SaveResult> {
  if (artifacts.modelTopology instanceof ArrayBuffer) {
    throw new TypeError('fileSystem: the model topology must be JSON, got an ArrayBuffer');
  }
  const fs = await importInNode<FileSystem>('node:fs/promises');
  const { weightSpecs, weightData, ...rest } = artifacts;
  const weights = concatenate(weightData);
  const manifest = [{ paths: ['weights.bin'], weights: weightSpecs ?? [] }];
  const model = JSON.stringify({ ...rest, weightsManifest: manifest });
  await fs.mkdir(directory, { recursive: true });
  await writeWhole(fs, `${directory}/weights.bin`, weights);
  await writeWhole(fs, `${directory}/model.json`, model);
  return {
    modelArtifactsInfo: {
      dateSaved: new Date(),
      modelTopologyType: 'JSON',
      modelTopologyBytes: model.length,
      weightDataBytes: weights.byteLength,
    },
  };
}

async function writeWhole(fs: FileSystem, path: string, data: string | Uint8Array): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  try {
    await fs.writeFile(partial, data);
    await fs.rename(partial, path);
  } catch (error) {
    await fs.rm(partial, { force: true });
    throw error;
  }
}

async function load(path: string): Promise<tf.io.ModelArtifacts> {
  const fs = await importInNode<FileSystem>('node:fs/promises');
  const file = path.endsWith('.json') ? path : `${path}/model.json`;
  const { weightsManifest, ...rest } = parseModel(await fs.readFile(file, 'utf8'), file);
  const directory = file.slice(0, file.lastIndexOf('/') + 1) || './';
  const paths = weightsManifest.flatMap((group) => group.paths);
  const parts = await Promise.all(paths.map((name) => fs.readFile(directory + name)));
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  return { ...rest, weightSpecs, weightData: concatenate(parts.map(toArrayBuffer)).buffer as ArrayBuffer };
}

function parseModel(text: string, file: string): tf.io.ModelJSON {
  try {
    const model = JSON.parse(text) as tf.io.ModelJSON;
    if (Array.isArray(model.weightsManifest)) return model;
  } catch (cause) {
    throw new Error(`${file} is not a saved model: it does not hold JSON`, { cause });
  }
  throw new Error(`${file} is not a saved model: it has no weightsManifest`);
}

function toArrayBuffer({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  return (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
}

function concatenate(data: tf.io.WeightData | undefined): Uint8Array {
  const parts = data === undefined ? [] : [data].flat();
  const whole = new Uint8Array(parts.reduce((bytes, part) => bytes + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(new Uint8Array(part), offset);
    offset += part.byteLength;
  }
  return whole;
}
