import type { RunRecord } from '../../src/record/run-record';

/** All of a record that its seed and settings decide, and that early versions have, too. */
export function outcomeOf({ environment: _, data: _data, checksum: _sum, networks, ...record }: RunRecord) {
  return {
    ...record,
    networks: networks.map(
      ({ stepsPerSecond: __, peak, testLoss, trainingAccuracy, trainingLoss, ...network }) => network,
    ),
  };
}
