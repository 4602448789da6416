import { describe, expect, it } from '@jest/globals';
import { ArgumentError } from '@bnlab/arguments';
import * as viz from '../src';
import * as grid from '../src/charts/prediction-grid';
import * as node from '../src/node';
import * as png from '../src/png';
import { everyChart } from './support/every-chart';
import { record } from './support/run-records';

type Call = (...args: unknown[]) => unknown;

const { document } = globalThis;
const records = [record([0.1, 0.9], [0.1, 0.4])];
const chart = everyChart.accuracyChart!({});
const place = { x: 1, network: 'a', batchNorm: true };
const layer = { step: 0, layer: 1, network: 'a', batchNorm: true };

/** Arguments that each function takes, and an option of it that is misspelt. */
const good: Record<string, { args: unknown[]; options?: object; misspelt?: string; meant?: string }> = {
  accuracyChart: { args: [records], misspelt: 'laststep', meant: 'lastStep' },
  accuracyPlot: { args: [records], misspelt: 'colourScheme', meant: 'colorScheme' },
  accuracySvg: { args: [records], misspelt: 'colourScheme', meant: 'colorScheme' },
  seedBands: { args: [records], misspelt: 'last', meant: 'lastStep' },
  timeToAccuracy: { args: [viz.timeToAccuracyRows(records, [0.5])], misspelt: 'subTitle', meant: 'subtitle' },
  sweepCurve: {
    args: [[{ ...place, value: 0.5 }]],
    options: { setting: 'Depth' },
    misspelt: 'sclae',
    meant: 'scale',
  },
  settingsHeatMap: {
    args: [[{ ...place, y: 1, value: 0.5 }]],
    options: { x: 'Depth', y: 'Width' },
    misspelt: 'mesure',
    meant: 'measure',
  },
  activationDistributions: {
    args: [[{ ...layer, quantiles: [0, 1, 2, 3, 4] }]],
    misspelt: 'share',
    meant: 'shares',
  },
  gammaBeta: { args: [[{ step: 0, layer: 1, gamma: [1] }]], misspelt: 'widht', meant: 'width' },
  deadUnits: { args: [[{ ...layer, value: 0 }]], misspelt: 'heigth', meant: 'height' },
  stepsPerSecondBars: { args: [[{ engine: 'a', value: 1 }]], misspelt: 'basline', meant: 'baseline' },
  predictionGrid: {
    args: [[{ pixels: new Float32Array(4), digit: 1, prediction: 1 }]],
    misspelt: 'tilte',
    meant: 'title',
  },
  figureChart: {
    args: [{ title: 'Curves', chart: 'accuracyChart', records }],
    misspelt: 'acuracyChart',
    meant: 'accuracyChart',
  },
  drawChart: { args: [chart], misspelt: 'documents', meant: 'document' },
  toSvg: { args: [chart], misspelt: 'ids', meant: 'id' },
  toPng: { args: [chart], misspelt: 'scales', meant: 'scale' },
  networkRows: { args: [records, () => ({})] },
  timeToAccuracyRows: { args: [records, [0.9]] },
  distributionQuantiles: { args: [[1, 2]] },
};

/** The error of a call, at once or later. */
async function errorOf(name: string, ...args: unknown[]): Promise<unknown> {
  try {
    await (functions[name] as Call)(...args);
  } catch (error) {
    return error;
  }
  return undefined;
}

const functions: Record<string, unknown> = { ...viz, ...grid, ...node, ...png };

it('knows every function that the package offers', () => {
  expect(document).toBeUndefined();
  expect(Object.keys(good).sort()).toEqual(Object.keys(functions).sort());
});

describe.each(Object.entries(good))('%s', (name, { args, options = {}, misspelt, meant }) => {
  const wrong = [undefined, null, 3, 'text', true, {}, [], [null], [{}]];

  it.each(args.map((_, index) => index))(
    'refuses argument %i left out or of a wrong kind, in its name',
    async (index) => {
      for (const value of wrong) {
        const given = args.map((arg, at) => (at === index ? value : arg));
        const error = await errorOf(name, ...given, options);
        expect([value, error]).toEqual([value, expect.any(ArgumentError)]);
        expect((error as Error).message).toMatch(new RegExp(`^${name}: .*got`));
      }
    },
  );

  if (misspelt === undefined) return;

  it('names the option nearest to a misspelt one', async () => {
    const error = await errorOf(name, ...args, { ...options, [misspelt]: 1 });
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as Error).message).toBe(`${name}: unknown option "${misspelt}". Did you mean "${meant}"?`);
  });

  it.each([null, 3, 'text', [1]])('refuses options that are %j', async (value) => {
    const error = await errorOf(name, ...args, value);
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as Error).message).toMatch(new RegExp(`^${name}: options must be an object .*, got `));
  });
});
