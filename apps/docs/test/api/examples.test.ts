import { readdirSync, readFileSync } from 'node:fs';
import { format } from 'node:util';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import * as experiments from '@bnlab/experiments';
import * as mnist from '@bnlab/mnist';
import type { MnistData } from '@bnlab/mnist';
import { runProgram, type ModuleTable } from '../../runner/run-program';

const root = `${__dirname}/../../api/examples`;
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const sourceOf = (file: string) => readFileSync(`${root}/${file}`, 'utf8');

// Reading the images, and training on them, takes seconds: once is enough.
let digits: Promise<MnistData> | undefined;
const loadMnist = () => (digits ??= mnist.loadMnist());
const records = new Map<string, Promise<experiments.RunRecord>>();
const trainAndTest: typeof experiments.trainAndTest = (preset, options) => {
  const key = JSON.stringify([preset, options]);
  const run = async () => experiments.trainAndTest(preset, { data: await loadMnist(), ...options });
  if (!records.has(key)) records.set(key, run());
  return records.get(key)!;
};

const imported = [
  ...['core', 'core/spec', 'core/spec/tensors', 'experiments/node', 'kernels', 'kernels/tfjs', 'layers'],
  ...['viz', 'viz/node', 'viz/png', 'viz/prediction-grid'],
].map((name) => `@bnlab/${name}`);
const modules: ModuleTable = {
  ...Object.fromEntries(
    [
      ...imported,
      '@tensorflow/tfjs',
      '@tensorflow/tfjs-backend-wasm',
      'linkedom',
      ...['fs/promises', 'os', 'fs'].map((name) => `node:${name}`),
    ].map((name) => [name, () => import(name) as Promise<object>]),
  ),
  '@bnlab/mnist': () => Promise.resolve({ ...mnist, loadMnist }),
  '@bnlab/experiments': () => Promise.resolve({ ...experiments, trainAndTest }),
};

let printed: string[] = [];

beforeEach(() => {
  printed = [];
  jest.spyOn(console, 'log').mockImplementation((...values) => void printed.push(format(...values)));
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterEach(() => {
  jest.restoreAllMocks();
});

/** The comments after statements: what the statement is said to print. */
function expectedOutputs(source: string): string[] {
  return [...source.matchAll(/\); \/\/ (.+)$/gm)].map(([, text]) => text!);
}

/** Texts agree if their words do, and their numbers to the digits that the example shows. */
function expectAgreement(actual: string, expected: string): void {
  const number = /-?\d+(?:\.\d+)?(?:e[+-]\d+)?/g;
  const words = (text: string) => text.replaceAll(number, '#').replaceAll(/\s+/g, ' ').trim();
  expect(words(actual)).toBe(words(expected));
  const numbers = actual.match(number) ?? [];
  for (const [index, text] of (expected.match(number) ?? []).entries()) {
    const digits = text.split('.')[1]?.length ?? 0;
    expect(Number(numbers[index])).toBeCloseTo(Number(text), digits);
  }
}

describe('every example of the API', () => {
  test.each(files)('%s prints what it says', async (file) => {
    const source = sourceOf(file);
    await runProgram(source, { modules, display: () => undefined, progress: () => undefined });
    const expected = expectedOutputs(source);
    expect(expected.length).toBeGreaterThan(0);
    expect(printed).toHaveLength(expected.length);
    for (const [index, text] of expected.entries()) expectAgreement(printed[index]!, text);
  });
});
