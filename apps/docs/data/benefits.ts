import { stepsToAccuracy, type RunRecord } from '@bnlab/experiments';
import { readSweepRecords } from './sweep-records';

/** Accuracies in thousandths at one setting, a number per seed. */
export interface BenefitPoint {
  readonly x: number | string;
  readonly without: readonly number[];
  readonly with: readonly number[];
}

export interface BenefitPanel {
  readonly name: string;
  readonly points: readonly BenefitPoint[];
}

/** What was recorded about one benefit: accuracy over a setting, in a few panels. */
export interface Benefit {
  readonly id: BenefitName;
  readonly tab: string;
  readonly axis: string;
  readonly scale: 'log' | 'linear' | 'words';
  /** Where the axis of accuracy begins. */
  readonly from: number;
  readonly panels: readonly BenefitPanel[];
  /** In how many settings of the sweep the normalized network is the first to reach 90 %. */
  readonly race?: { readonly first: number; readonly settings: number };
}

export type BenefitName = 'rate' | 'spread' | 'activation' | 'depth' | 'speed' | 'images' | 'best';

type Settings = RunRecord['settings'];

interface Plan {
  id: BenefitName;
  sweep: string;
  tab: string;
  axis: string;
  scale: Benefit['scale'];
  from?: number;
  panel: (settings: Settings) => string | undefined;
  x: (settings: Settings) => number | string;
}

const words: Readonly<Record<string, string>> = {
  relu: 'ReLU',
  leakyRelu: 'leaky ReLU',
  elu: 'ELU',
  identity: 'none',
};
const activationOf = ({ activation }: Settings) => words[activation] ?? activation;
const firstUpper = (text: string) => text[0]!.toUpperCase() + text.slice(1);

const plans: readonly Plan[] = [
  {
    ...{ id: 'rate', sweep: 'learning-rate', tab: 'Rate', axis: 'learning rate', scale: 'log' },
    panel: (settings) => firstUpper(activationOf(settings)),
    x: ({ learningRate }) => learningRate,
  },
  {
    ...{ id: 'spread', sweep: 'starting-weights', tab: 'Starting weights', scale: 'log' },
    axis: 'standard deviation of the starting weights',
    panel: (settings) => firstUpper(activationOf(settings)),
    x: ({ standardDeviation }) => standardDeviation,
  },
  {
    ...{ id: 'activation', sweep: 'activation', tab: 'Activation', axis: 'activation', scale: 'words' },
    panel: ({ learningRate }) => `Rate ${learningRate}`,
    x: activationOf,
  },
  {
    ...{ id: 'depth', sweep: 'depth', tab: 'Depth', axis: 'hidden layers', scale: 'linear' },
    panel: ({ weightScaling }) =>
      weightScaling === undefined ? 'Fixed starting weights' : 'Scaled starting weights',
    x: ({ layerSizes }) => layerSizes.length - 2,
  },
  {
    ...{
      id: 'images',
      sweep: 'regularization',
      tab: 'Few images',
      axis: 'dropout',
      scale: 'words',
      from: 0.8,
    },
    panel: ({ trainingImages }) => `${trainingImages!.toLocaleString('en-US')} images`,
    x: ({ dropout }) => (dropout ? 'half of the units' : 'no dropout'),
  },
  {
    ...{
      id: 'best',
      sweep: 'best-result',
      tab: 'Best result',
      axis: 'learning rate',
      scale: 'log',
      from: 0.9,
    },
    panel: (settings) => firstUpper(activationOf(settings)),
    x: ({ learningRate }) => learningRate,
  },
];

const thousandths = (accuracy: number) => Math.round(1000 * accuracy);

/** What the sweeps say about each benefit. A sweep that was not recorded is left out. */
export function benefits(): Benefit[] {
  const rest = plans.flatMap((plan) => {
    const records = readSweepRecords(plan.sweep);
    return records ? [benefitOf(plan, records)] : [];
  });
  const speed = readSweepRecords('speed');
  return speed ? [speedOf(speed), ...rest] : rest;
}

function benefitOf(
  { id, tab, axis, scale, from = 0, panel, x }: Plan,
  records: readonly RunRecord[],
): Benefit {
  const panels = grouped(records, ({ settings }) => panel(settings)).map(([name, ofPanel]) => ({
    name,
    points: grouped(ofPanel, ({ settings }) => x(settings)).map(([at, runs]) => ({
      x: at,
      without: accuracies(runs, false),
      with: accuracies(runs, true),
    })),
  }));
  if (scale !== 'words') for (const { points } of panels) points.sort((a, b) => Number(a.x) - Number(b.x));
  return { id, tab, axis, scale, from, panels };
}

function accuracies(runs: readonly RunRecord[], batchNorm: boolean): number[] {
  return runs.map(({ networks }) =>
    thousandths(networks.find((network) => network.batchNorm === batchNorm)!.testAccuracy),
  );
}

/** Accuracy over the batches of training, at one rate for each activation. */
function speedOf(records: readonly RunRecord[]): Benefit {
  const shown = records.filter(({ settings }) => settings.learningRate === 0.1);
  const panels = grouped(shown, ({ settings }) => firstUpper(activationOf(settings))).map(([name, runs]) => ({
    name,
    points: runs[0]!.networks[0]!.steps.map((step, index) => {
      const at = (batchNorm: boolean) =>
        runs.map(({ networks }) =>
          thousandths(
            networks.find((network) => network.batchNorm === batchNorm)!.validationAccuracy[index]!,
          ),
        );
      return { x: step, without: at(false), with: at(true) };
    }),
  }));
  return {
    ...{ id: 'speed', tab: 'Speed', axis: 'batches', scale: 'linear', from: 0, panels },
    race: raceOf(records),
  };
}

function raceOf(records: readonly RunRecord[]): Benefit['race'] {
  const settings = grouped(
    records,
    (record) => `${record.settings.activation} ${record.settings.learningRate}`,
  );
  const median = (runs: readonly RunRecord[], batchNorm: boolean) => {
    const reached = runs.map(({ networks }) =>
      stepsToAccuracy(
        networks.find((network) => network.batchNorm === batchNorm)!,
        0.9,
      ),
    );
    return reached.toSorted((a, b) => a - b)[Math.floor(reached.length / 2)]!;
  };
  const pairs = settings.map(([, runs]) => [median(runs, false), median(runs, true)] as const);
  return {
    first: pairs.filter(([without, normalized]) => normalized < without).length,
    settings: pairs.length,
  };
}

function grouped<Key>(
  records: readonly RunRecord[],
  keyOf: (record: RunRecord) => Key | undefined,
): [Key, RunRecord[]][] {
  const groups = new Map<Key, RunRecord[]>();
  for (const record of records) {
    const key = keyOf(record);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups];
}
