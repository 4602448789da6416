import { ArgumentError, checkNumber } from '@bnlab/arguments';
import { accuracyRun } from '../data/accuracy-series';
import { checkRecords } from '../data/check-records';
import { networkRows } from '../data/network-rows';
import type { RunRecord } from '../data/run-record';
import type { TimeToAccuracyRow } from './time-to-accuracy';

/**
 * The rows of `timeToAccuracy`: the step at which each network of each record first measured each target. Seconds are
 * steps over the record's steps per second, where it has them.
 *
 * @param records run records of one preset, at least one
 * @param targets accuracies above 0, up to 1
 * @throws {ArgumentError} for something that is not a run record, no records or targets, and targets out of range
 */
export function timeToAccuracyRows(
  records: readonly RunRecord[],
  targets: readonly number[],
): TimeToAccuracyRow[] {
  const caller = 'timeToAccuracyRows';
  checkRecords(caller, records);
  if (!(targets?.length > 0) || typeof targets === 'string') {
    throw new ArgumentError(caller, 'targets must hold at least one accuracy, such as 0.9, got none');
  }
  for (const target of targets as readonly unknown[]) {
    if (typeof target === 'number' && target > 1) {
      throw new ArgumentError(
        caller,
        `targets must be above 0 and 1 at most, got ${target}; divide percentages by 100`,
      );
    }
    checkNumber(caller, 'targets', target, { above: 0 });
  }
  return networkRows(records, (network, { seed }) => {
    const { points } = accuracyRun(network);
    return targets.map((target) => {
      const value = points.find(({ y }) => y >= target)?.x ?? null;
      const isTimed = value !== null && network.stepsPerSecond !== undefined;
      return { seed, target, value, ...(isTimed && { seconds: value / network.stepsPerSecond }) };
    });
  });
}
