import type { RunRecord } from '../../src';

/** All of a record that its seed and settings decide: speed and machine may differ. */
export function outcomeOf({ environment: _, networks, ...record }: RunRecord) {
  return { ...record, networks: networks.map(({ stepsPerSecond: __, ...network }) => network) };
}
