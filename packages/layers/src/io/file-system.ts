import type * as fileSystemPromises from 'node:fs/promises';
import type * as tf from '@tensorflow/tfjs-core';
import { ArgumentError, className, show } from '@bnlab/arguments';
import { importInNode } from '../import-in-node';

type FileSystem = typeof fileSystemPromises;

/**
 * Saves models to, and loads them from, a directory of this machine: what `tf.io` lacks in Node.js without
 * `@tensorflow/tfjs-node`. The layout is TensorFlow.js's own, `model.json` beside `weights.bin`, so either reads what
 * the other wrote.
 *
 * @param path A directory; or, to load, the path of its `model.json`. Loading throws an error that names the file which is
 *   not there, or does not hold a model.
 * @returns A handler for `model.save` and `tf.loadLayersModel`. Saving writes each file under another name first and
 *   renames it when it is whole, the model last.
 */
export function fileSystem(path: string): tf.io.IOHandler {
  if (typeof path !== 'string' || path === '') {
    throw new ArgumentError('fileSystem', `path must be the path of a directory, got ${show(path)}`);
  }
  return { save: (artifacts) => save(path, artifacts), load: () => load(path) };
}

async function save(directory: string, artifacts: tf.io.ModelArtifacts): Promise<tf.io.SaveResult> {
  if (className(artifacts.modelTopology) === 'ArrayBuffer') {
    throw new ArgumentError('fileSystem', 'the topology of the model must be JSON, got an ArrayBuffer');
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
  const { pid } = await importInNode<NodeJS.Process>('node:process');
  const partial = `${path}.${pid}.partial`;
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
  const fix = 'give the directory that a model was saved to, or the path of its model.json';
  const text = await readExisting(fs, file, fix);
  const { weightsManifest, ...rest } = parseModel(text.toString(), file);
  // Windows takes either slash.
  const directory = file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1) || './';
  const paths = weightsManifest.flatMap((group) => group.paths);
  const missing = `${file} names it as a file of its weights`;
  const parts = await Promise.all(paths.map((name) => readExisting(fs, directory + name, missing)));
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  return { ...rest, weightSpecs, weightData: concatenate(parts.map(toArrayBuffer)).buffer as ArrayBuffer };
}

/** Reads a file, or throws an error that ends with what it means that there is none. */
async function readExisting(fs: FileSystem, path: string, meaning: string): Promise<Buffer> {
  try {
    return await fs.readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new Error(`fileSystem: ${path} does not exist; ${meaning}`, { cause });
  }
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
