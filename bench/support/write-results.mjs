import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import * as tf from '@tensorflow/tfjs';

/** Writes bench/results/<name>.json: results, and the machine and versions that they are of. */
export function writeResults(name, results) {
  const file = new URL(`../results/${name}.json`, import.meta.url);
  mkdirSync(new URL('.', file), { recursive: true });
  const environment = {
    node: process.version,
    tfjs: tf.version.tfjs,
    cpu: cpus()[0].model.trim(),
    date: new Date().toISOString(),
  };
  const document = { environment, ...results };
  writeFileSync(file, JSON.stringify(document, null, 2) + '\n');
  return document;
}
