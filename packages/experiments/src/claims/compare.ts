import { mean } from 'd3-array';
import type { NetworkRecord } from '../record/run-record';
import type { RunSettings } from '../record/run-settings';
import { bestCell } from '../results/best-cell';
import { networksBySeed, pairedValues, type Cell } from '../results/cells';
import { settingNumber, type SettingName } from '../results/setting-words';
import type { Comparison } from './named-sweep';

/** A test accuracy is a count of 10,000 images. */
const TEST_RESOLUTION = 1e-4;

/** What {@link learns} asks of a network, for the text of an expectation. */
export const LEARNING_ACCURACY = 'a test accuracy of 90 %, or of 80 % on Fashion-MNIST';

/** Whether a network counts as one that learns. Clothes are harder to tell apart than digits. */
function learns({ diverged, testAccuracy }: NetworkRecord, { data }: RunSettings): boolean {
  return !diverged && testAccuracy >= (data === 'fashion-mnist' ? 0.8 : 0.9);
}

/** The difference of two test accuracies, plus a margin that is granted. */
export function accuracyComparison(
  place: string,
  one: { cell: Cell | undefined; normalized: boolean },
  other: { cell: Cell | undefined; normalized: boolean },
  margin = 0,
): Comparison {
  const [a, b] = [one, other].map(({ cell, normalized }) =>
    cell ? networksBySeed(cell, normalized) : new Map<number, NetworkRecord>(),
  );
  const difference = (better: NetworkRecord, worse: NetworkRecord) =>
    better.testAccuracy - worse.testAccuracy + margin;
  return {
    place,
    differences: pairedValues(a!, b!, difference),
    unit: 'points',
    resolution: TEST_RESOLUTION,
  };
}

/**
 * The difference of test accuracies with and without batch norm, each kind of network with the settings that suit it best
 * among some cells. A best learning rate at the end of its grid may not be the best: nothing is concluded from it.
 */
export function atBestSettings(place: string, cells: readonly Cell[]): Comparison[] {
  const [withBatchNorm, without] = [bestCell(cells, true), bestCell(cells, false)];
  if (!withBatchNorm || !without) return [];
  const compared = accuracyComparison(
    place,
    { cell: withBatchNorm.cell, normalized: true },
    { cell: without.cell, normalized: false },
  );
  const ends = [
    ...(without.isAtEnd ? [`without batch norm (${without.cell.settings.learningRate})`] : []),
    ...(withBatchNorm.isAtEnd ? [`with it (${withBatchNorm.cell.settings.learningRate})`] : []),
  ];
  if (ends.length === 0) return [compared];
  return [
    { ...compared, undecided: `the best learning rate ${ends.join(' and ')} is at the end of the grid` },
  ];
}

/** The margin of one kind of network above a bound, per seed. */
export function aboveBound(
  place: string,
  { cell, normalized }: { cell: Cell | undefined; normalized: boolean },
  score: (network: NetworkRecord) => number,
): Comparison {
  const networks = cell ? [...networksBySeed(cell, normalized).values()] : [];
  return { place, differences: networks.map(score), unit: 'points', resolution: TEST_RESOLUTION };
}

/**
 * A value of all of a seed's networks in several cells, with batch norm minus without: one difference for each seed that
 * every cell has.
 */
export function overCells(
  cells: readonly Cell[],
  value: (learned: { cell: Cell; network: NetworkRecord }[]) => number,
): { withBatchNorm: number; withoutBatchNorm: number }[] {
  const seeds = cells[0]?.records.map(({ seed }) => seed) ?? [];
  return seeds.flatMap((seed) => {
    const [withoutBatchNorm, withBatchNorm] = [false, true].map((normalized) => {
      const networks = cells.map((cell) => ({ cell, network: networksBySeed(cell, normalized).get(seed) }));
      if (networks.some(({ network }) => !network)) return NaN;
      const learned = networks.filter(({ cell, network }) => learns(network!, cell.settings));
      return value(learned as { cell: Cell; network: NetworkRecord }[]);
    });
    const isWhole = !Number.isNaN(withoutBatchNorm) && !Number.isNaN(withBatchNorm);
    return isWhole ? [{ withBatchNorm: withBatchNorm!, withoutBatchNorm: withoutBatchNorm! }] : [];
  });
}

/** In how many more cells networks learn with batch norm, seed by seed. */
export function learnsInMore(place: string, cells: readonly Cell[], unit: Comparison['unit']): Comparison {
  const counts = overCells(cells, (learned) => learned.length);
  const differences = counts.map(({ withBatchNorm, withoutBatchNorm }) => withBatchNorm - withoutBatchNorm);
  return { place, differences, unit, resolution: 1 };
}

/**
 * How much further along a setting networks learn with batch norm, seed by seed. Where both kinds learn to the end of the
 * grid nothing can be said of how far they would have gone.
 *
 * @param options.position Of a value of the setting; a kind that learns nowhere is at `nowhere`.
 */
export function reachesFurther(
  place: string,
  cells: readonly Cell[],
  setting: SettingName,
  {
    position = (value: number) => value,
    nowhere,
    unit,
    resolution,
  }: { position?: (value: number) => number; nowhere: number; unit: Comparison['unit']; resolution: number },
): Comparison {
  const all = cells.map(({ settings }) => position(settingNumber(settings, setting)));
  const end = Math.max(...all);
  const furthest = overCells(cells, (learned) =>
    Math.max(nowhere, ...learned.map(({ cell }) => position(settingNumber(cell.settings, setting)))),
  );
  const differences = furthest.map(({ withBatchNorm, withoutBatchNorm }) => withBatchNorm - withoutBatchNorm);
  const isAtEnd = (values: number[]) => (mean(values) ?? 0) === end;
  const bothAtEnd =
    isAtEnd(furthest.map(({ withBatchNorm }) => withBatchNorm)) &&
    isAtEnd(furthest.map(({ withoutBatchNorm }) => withoutBatchNorm));
  const undecided = 'networks of both kinds learn up to the end of the grid';
  return { place, differences, unit, resolution, ...(bothAtEnd && { undecided }) };
}
