import type { RunSettings } from '../record/run-settings';

const names = {
  batch: 'With Batch Norm',
  ghost: 'With Ghost Batch Norm',
  renorm: 'With Batch Renorm',
  group: 'With Group Norm',
} as const;

/** The name of a run's normalized network, or of the other one. */
export function networkName({ normalization = 'batch' }: RunSettings, normalized: boolean): string {
  return normalized ? names[normalization] : 'Without Batch Norm';
}
