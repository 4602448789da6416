import type { RunRecord } from '@bnlab/experiments';

/** All of a record that its seed and settings decide: speed and machine may differ. */
export function outcomeOf({ environment: _, networks, ...record }: RunRecord) {
  return { ...record, networks: networks.map(({ stepsPerSecond: __, ...network }) => network) };
}
