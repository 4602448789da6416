import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { lessonPresets } from '@bnlab/experiments';
import * as mnist from '@bnlab/mnist';
import type { MnistData } from '@bnlab/mnist';
import { withSettings } from '../.vitepress/markdown/experiment-markdown';
import { lineOf, runProgram, type ModuleTable } from '../runner/run-program';
import type { Output } from '../runner/messages';
import { toOutput } from '../runner/to-output';

type Table = Extract<Output, { type: 'table' }>;

const directory = `${__dirname}/../examples`;
const files = readdirSync(directory).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
const sourceOf = (file: string) => readFileSync(`${directory}/${file}`, 'utf8');

const published = [
  '@bnlab/core',
  '@bnlab/layers',
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-backend-wasm',
];
// Reading and checking the images takes a second: once is enough.
let digits: Promise<MnistData> | undefined;
const modules: ModuleTable = {
  ...Object.fromEntries(published.map((name) => [name, () => import(name) as Promise<object>])),
  '@bnlab/viz': () => import('../runner/viz-in-a-worker'),
  '@bnlab/mnist': () => Promise.resolve({ ...mnist, loadMnist: () => (digits ??= mnist.loadMnist()) }),
};

let printed: string[] = [];
let shown: Output[] = [];
let reports: [number, number][] = [];

beforeEach(() => {
  [printed, shown, reports] = [[], [], []];
  jest.spyOn(console, 'log').mockImplementation((...values) => void printed.push(values.join(' ')));
});

afterEach(() => {
  jest.restoreAllMocks();
});

async function run(source: string): Promise<void> {
  await runProgram(source, {
    modules,
    display: (value) => void shown.push(toOutput(value)),
    progress: (done, total) => void reports.push([done, total]),
  });
}

describe('every example', () => {
  test.each(files)(
    '%s runs to its end and shows something',
    async (file) => {
      await run(sourceOf(file));
      expect(printed.length + shown.length).toBeGreaterThan(0);
      expect(printed.join(' ')).not.toMatch(/NaN|undefined|\[object/);
      const last = reports.at(-1) ?? [1, 1];
      expect(last[0]).toBe(last[1]);
    },
    120_000,
  );
});

describe('experiment.ts', () => {
  test.each(lessonPresets)(
    'takes the settings of $name and trains both networks',
    async (preset) => {
      const source = withSettings(sourceOf('experiment.ts'), preset);
      expect(source).toContain(`activation: '${preset.activation}',`);
      expect(source).toContain(`learningRate: ${preset.learningRate},`);
      expect(source).toContain(`standardDeviation: ${preset.standardDeviation},`);
      expect(source).toContain(`trainingBatches: ${preset.trainingBatches},`);
      expect(source).toContain(`batchesPerSample: ${preset.batchesPerSample},`);
      const few = source.replace(/trainingBatches: \d+/, 'trainingBatches: 2');
      await run(few);
      expect(printed).toHaveLength(2);
      expect(shown).toEqual([{ type: 'chart', svg: expect.stringContaining('<svg') }]);
    },
    60_000,
  );
});

describe('what the examples claim', () => {
  test('one image at a time: batch statistics give the same digit always, population statistics do not', async () => {
    await run(sourceOf('two-hundred-predictions.ts'));
    const [batch, population] = shown as Table[];
    expect(batch!.rows).toHaveLength(1);
    expect(batch!.rows[0]![1]).toBe('200');
    expect(population!.rows.length).toBeGreaterThan(5);
    expect(printed[1]).toMatch(/(19\d|200) of 200 right/);
  }, 60_000);

  test('the closed-form gradient is the nudged one, and holding the statistics constant is not', async () => {
    await run(sourceOf('gradient.ts'));
    const { rows } = shown[0] as Table;
    for (const row of rows) {
      const [, closed, nudged, constant] = row.map(Number) as [number, number, number, number];
      expect(closed).toBeCloseTo(nudged, 4);
      expect(Math.abs(constant - nudged)).toBeGreaterThan(0.1);
    }
  });

  test('a signal through ten plain layers fades, and through normalized ones it does not', async () => {
    await run(sourceOf('signal-through-layers.ts'));
    const { rows } = shown[0] as Table;
    const [, plain, normalized] = rows.at(-1)!.map(Number) as [number, number, number];
    expect(plain).toBeLessThan(1e-6);
    expect(normalized).toBeGreaterThan(0.9);
  });
});

test('an error in a program is found at its line', async () => {
  const source =
    "import { NeuralNet } from '@bnlab/layers';\n\nconst x: number = 1;\nawait NeuralNet.create({});\n";
  const error = await run(source).catch((reason: unknown) => reason);
  expect((error as Error).message).toContain('either initialWeights or layerSizes');
  expect(lineOf(error)).toBe(4);
});
