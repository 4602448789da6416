import type { TimeToAccuracyRow } from './time-to-accuracy';
import { accuracySeries } from '../data/accuracy-series';
import { checkRecords } from '../data/check-records';
import type { RunRecord } from '../data/run-record';

/**
 * When each network of each record first measured each of some accuracies: the rows of `timeToAccuracy`. Seconds are
 * steps over the record's steps a second, where it has them.
 *
 * @param records run records of one preset, at least one
 * @param targets accuracies above 0, up to 1
 * @throws {TypeError} for something that is not a run record
 * @throws {RangeError} for no records or targets, and targets out of range
 */
export function timeToAccuracyRows(
  records: readonly RunRecord[],
  targets: readonly number[],
): TimeToAccuracyRow[] {
  const caller = 'timeToAccuracyRows';
  checkRecords(caller, records);
  if (!(targets?.length > 0)) {
    throw new RangeError(`${caller}: targets must hold at least one accuracy, such as 0.9, got none`);
  }
  for (const target of targets) {
    if (target > 0 && target <= 1) continue;
    throw new RangeError(
      `${caller}: targets must be above 0 and 1 at most, got ${target}; divide percentages by 100`,
    );
  }
  return records.flatMap((record) =>
    record.networks.flatMap((network) => {
      const [run] = accuracySeries([{ ...record, networks: [network] }])[0]!.runs;
      return targets.map((target) => {
        const steps = run!.points.find(({ y }) => y >= target)?.x ?? null;
        const known = steps !== null && network.stepsPerSecond !== undefined;
        return {
          ...{ network: network.name, batchNorm: network.batchNorm, seed: record.seed, target, steps },
          ...(known && { seconds: steps / network.stepsPerSecond }),
        };
      });
    }),
  );
}
