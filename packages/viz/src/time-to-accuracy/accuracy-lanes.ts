import type { LineStyle } from '../chart/palette';
import type { Lane, LaneGroup } from '../lanes/lane-chart';
import type { NetworkGroup } from '../rows/network-row';
import { medianOf } from '../statistics/spread';
import { formatCount, formatNumber, formatShortShare } from '../text/format-number';
import type { TimeToAccuracyRow } from './time-to-accuracy-row';

/** When the seeds of a network reached an accuracy. */
export interface AccuracyLane extends Lane {
  /** Of the seeds that reached it. */
  readonly steps: readonly number[];
  /** How many seeds never did. */
  readonly never: number;
  /** Over all seeds, with never after any other; `null` where that is never. */
  readonly median: number | null;
}

/** A group of lanes for each accuracy, the lowest first, with a lane for each network that has rows of it. */
export function accuracyLanes(
  networks: readonly NetworkGroup<TimeToAccuracyRow>[],
  styles: readonly LineStyle[],
): LaneGroup<AccuracyLane>[] {
  const targets = [...new Set(networks.flatMap(({ rows }) => rows.map(({ target }) => target)))];
  return targets
    .sort((a, b) => a - b)
    .map((target) => ({
      heading: `${formatShortShare(target)} accuracy`,
      lanes: networks.flatMap(({ network, rows }, index) => {
        const ofTarget = rows.filter((row) => row.target === target);
        return ofTarget.length > 0 ? [accuracyLane(network, ofTarget, styles[index]!)] : [];
      }),
    }));
}

function accuracyLane(name: string, rows: readonly TimeToAccuracyRow[], style: LineStyle): AccuracyLane {
  const steps = rows.flatMap((row) => row.steps ?? []);
  const never = rows.length - steps.length;
  const median = medianOrNever(rows.map((row) => row.steps));
  const seconds = rows.every((row) => row.steps === null || typeof row.seconds === 'number')
    ? medianOrNever(rows.map((row) => row.seconds ?? null))
    : null;
  const time = seconds === null ? '' : `, ${formatNumber(seconds)} s`;
  const reached = median === null ? 'never' : `${formatCount(median)} steps${time}`;
  const did = rows.length > 1 && never > 0 ? [`${steps.length} of ${rows.length} seeds did`] : [];
  return { name, style, steps, never, median, resultLines: [reached, ...did] };
}

/** The median where never comes after any number; `null` for never. */
function medianOrNever(values: readonly (number | null)[]): number | null {
  const median = medianOf(values.map((value) => value ?? Infinity));
  return Number.isFinite(median) ? median : null;
}
