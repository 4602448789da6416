import { drift, hasFailed, quartiles, type NetworkRecord, type RunRecord } from '@bnlab/experiments';
import type { DumbbellGroup } from '../components/lesson/dumbbell-group';
import { readLessonRecords } from './lesson-records';

/** A network that has learned tells digits apart better than one that names one digit for all. */
const LEARNED = 0.2;

const names = { relu: 'ReLU', sigmoid: 'sigmoid' } as const;

/** How far the inputs of each layer drift during training, as recorded: the medians over the seeds, by setting. */
export function driftGroups(): DumbbellGroup[] {
  const records = readLessonRecords().get('drift') ?? [];
  return [...new Set(records.map(settingName))]
    .map((name) =>
      driftGroup(
        name,
        records.filter((record) => settingName(record) === name),
      ),
    )
    .sort((a, b) => Number(a.ignored !== undefined) - Number(b.ignored !== undefined));
}

function settingName({ settings: { activation, learningRate } }: RunRecord): string {
  return `${names[activation as keyof typeof names] ?? activation}, rate ${learningRate}`;
}

function driftGroup(name: string, records: readonly RunRecord[]): DumbbellGroup {
  const [without, normalized] = [false, true].map((batchNorm) =>
    records.map(({ networks }) => networks.find((network) => network.batchNorm === batchNorm)!),
  ) as [NetworkRecord[], NetworkRecord[]];
  const plain = medians(without);
  const steady = medians(normalized);
  const learned = without.filter((network) => !hasFailed(network) && network.testAccuracy > LEARNED).length;
  return {
    name,
    seeds: records.length,
    rows: plain.map((value, layer) => ({
      label: `layer ${layer + 1}`,
      without: value,
      with: steady[layer]!,
    })),
    ...(learned * 2 <= without.length && { ignored: 'the plain network never learned' }),
  };
}

function medians(networks: readonly NetworkRecord[]): number[] {
  const drifts = networks.map(drift);
  return drifts[0]!.map((_, layer) => quartiles(drifts.map((each) => each[layer]!)).median);
}
