import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { lessonPresets } from '@bnlab/experiments';
import * as mnist from '@bnlab/mnist';
import type { MnistData } from '@bnlab/mnist';
import { withSettings } from '../.vitepress/markdown/experiment-markdown';
import { lineOf, runProgram, type ModuleTable } from '../runner/run-program';
import type { Output } from '../runner/messages';
import { toOutput } from '../runner/to-output';
import { programModules } from './program-modules';
import { questionClaims, type Seen } from './questions/claims';

type Table = Extract<Output, { type: 'table' }>;

const directory = `${__dirname}/../examples`;
const files = readdirSync(directory).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
const sourceOf = (file: string) => readFileSync(`${directory}/${file}`, 'utf8');

// Reading and checking the images takes a second: once is enough.
let digits: Promise<MnistData> | undefined;
const loadDigits = () => (digits ??= mnist.loadMnist());
/** Few digits, for what does not depend on how good a network is. */
async function loadFewDigits(): Promise<MnistData> {
  const { train, validation, test } = await loadDigits();
  return { train: train.slice(0, 600), validation: validation.slice(0, 200), test: test.slice(0, 200) };
}
let loadMnist = loadDigits;
const modules: ModuleTable = {
  ...programModules,
  '@bnlab/mnist': () => Promise.resolve({ ...mnist, loadMnist }),
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

/** What the chapters say of the examples that they show. */
const claims: Readonly<Record<string, () => void>> = {
  'deeper-networks.ts': () => {
    const { rows } = shown[0] as Table;
    const [shallow, deep] = [rows[0]!, rows.at(-1)!].map((row) => row.map(parseFloat));
    expect(shallow![1]).toBeGreaterThan(80);
    expect(deep![1]).toBeLessThan(15);
    expect(deep![2]).toBeGreaterThan(85);
  },
  'noise-regularizes.ts': () => {
    const { rows } = shown[0] as Table;
    const [whole, fifties, tens] = rows.map((row) => parseFloat(row[2]!));
    expect(rows.map((row) => parseFloat(row[1]!))).toEqual([100, 100, 100]);
    expect(fifties).toBeGreaterThan(whole!);
    expect(tens).toBeGreaterThan(fifties!);
  },
  'three-spellings.ts': () => {
    const { rows } = shown[0] as Table;
    expect(new Set(rows.map(([spelling]) => spelling)).size).toBe(3);
    const losses = rows.map((row) => Number(row[1]));
    for (const loss of losses) expect(loss).toBeCloseTo(losses[0]!, 4);
    expect(Number(rows[0]![2])).toBeGreaterThan(0.8);
  },
  'your-own-spelling.ts': () => {
    const [own, ours] = printed.map((line) => parseFloat(line.split(': ')[1]!));
    expect(own).toBeCloseTo(ours!, 1);
    expect(own).toBeGreaterThan(80);
  },
  'convolutional-network.ts': () => {
    const [without, withBatchNorm] = printed[0]!.split('\n').map((line) => parseFloat(line.split(': ')[1]!));
    expect(withBatchNorm! - without!).toBeGreaterThan(15);
  },
  'recurrent-network.ts': () => {
    const [without, withBatchNorm] = printed[0]!.split('\n').map((line) => parseFloat(line.split(': ')[1]!));
    expect(withBatchNorm! - without!).toBeGreaterThan(15);
  },
  'tiny-batches.ts': () => {
    const { rows } = shown[0] as Table;
    const right = rows.map((row) => Number(row[1]));
    expect(Math.min(...right)).toBe(right[1]);
    expect(Math.max(...right)).toBe(right[0]);
  },
  'model-tools.ts': () => {
    expect(printed[0]).toContain('recalibrate');
    expect(printed[2]).not.toContain('!');
    expect(printed.at(-1)).toMatch(/^4 layers folded into 3; predictions differ by \d\.\de-[5-9]$/);
  },
  // One image at a time: batch statistics give the same digit always, population statistics do not.
  'two-hundred-predictions.ts': () => {
    const [batch, population] = shown as Table[];
    expect(batch!.rows).toHaveLength(1);
    expect(batch!.rows[0]![1]).toBe('200');
    expect(population!.rows.length).toBeGreaterThan(5);
    expect(printed[1]).toMatch(/(19\d|200) of 200 right/);
  },
  // The closed form is the nudged gradient, and holding the statistics constant is not.
  'gradient.ts': () => {
    const { rows } = shown[0] as Table;
    for (const row of rows) {
      const [, closed, nudged, constant] = row.map(Number) as [number, number, number, number];
      expect(closed).toBeCloseTo(nudged, 4);
      expect(Math.abs(constant - nudged)).toBeGreaterThan(0.1);
    }
  },
  // At rate 0.1 the units live; at rate 2 most of the last hidden layer die, and their betas are far below 0.
  'dead-units.ts': () => {
    const [dead, parameters] = shown.map((output) => (output as Extract<Output, { type: 'chart' }>).svg);
    const ends = [...dead!.matchAll(/Rate [\d.]+: at the end ([^<]*?)\.(?= |<)/g)].map(([, words]) =>
      [...words!.matchAll(/([\d.]+)%/g)].map(([, share]) => Number(share)),
    );
    expect(Math.max(...ends[0]!)).toBeLessThan(10);
    expect(ends[1]![2]).toBeGreaterThan(75);
    expect(Number(/beta of Layer 3: median (-[\d.]+)/.exec(parameters!)![1])).toBeLessThan(-2);
  },
  // A signal through ten plain layers fades, and through normalized ones it does not.
  'signal-through-layers.ts': () => {
    const { rows } = shown[0] as Table;
    const [, plain, normalized] = rows.at(-1)!.map(Number) as [number, number, number];
    expect(plain).toBeLessThan(1e-6);
    expect(normalized).toBeGreaterThan(0.9);
  },
};

/**
 * Programs that take seconds, and less of the same that shows as much: each text is replaced by the other. Their whole
 * output is recorded, and pages show it.
 */
const shorter: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'convolutional-network.ts': [['trainingBatches = 80', 'trainingBatches = 48']],
  'deeper-networks.ts': [['[2, 4, 6, 8, 10, 12]', '[2, 12]']],
  'experiment.ts': [['trainingBatches: 2000', 'trainingBatches: 200']],
  'layers-model.ts': [
    ['6000', '1200'],
    ['2000', '500'],
  ],
  'noise-regularizes.ts': [['trainingBatches = 600', 'trainingBatches = 300']],
  'train-the-pair.ts': [['trainingBatches = 2000', 'trainingBatches = 200']],
};

function shortened(file: string): string {
  return (shorter[file] ?? []).reduce((source, [long, short]) => {
    expect(source).toContain(long);
    return source.replaceAll(long, short);
  }, sourceOf(file));
}

/** What was put out, for the claims of the question pages. */
function seen(): Seen {
  const table = shown.find((output): output is Table => output.type === 'table');
  const rows = (table?.rows ?? []).map((row) =>
    Object.fromEntries(row.map((cell, index) => [table!.columns[index]!, cell])),
  );
  return { printed, rows };
}

test.each([...Object.keys(claims), ...Object.keys(questionClaims)])(
  '%s is there for what is claimed of it',
  (file) => {
    expect(files).toContain(file);
  },
);

describe('every example', () => {
  test.each(files)(
    '%s runs to its end and shows what the chapters say',
    async (file) => {
      await run(shortened(file));
      expect(printed.length + shown.length).toBeGreaterThan(0);
      expect(printed.join(' ')).not.toMatch(/NaN|undefined|\[object/);
      const last = reports.at(-1) ?? [1, 1];
      expect(last[0]).toBe(last[1]);
      claims[file]?.();
      questionClaims[file]?.(seen());
    },
    120_000,
  );
});

describe('experiment.ts', () => {
  beforeAll(() => void (loadMnist = loadFewDigits));
  afterAll(() => void (loadMnist = loadDigits));

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

test('an error in a program is found at its line', async () => {
  const source =
    "import { NeuralNet } from '@bnlab/layers';\n\nconst x: number = 1;\nawait NeuralNet.create({});\n";
  const error = await run(source).catch((reason: unknown) => reason);
  expect((error as Error).message).toContain('either initialWeights or layerSizes');
  expect(lineOf(error)).toBe(4);
});
