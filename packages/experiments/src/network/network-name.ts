import type { RunSettings } from '../record/run-settings';

const names = {
  batch: 'With Batch Norm',
  ghost: 'With Ghost Batch Norm',
  renorm: 'With Batch Renorm',
  group: 'With Group Norm',
} as const;

/** What a run's normalized network, or the other one, is called. */
export function networkName({ normalization = 'batch' }: RunSettings, normalized: boolean): string {
  return normalized ? names[normalization] : 'Without Batch Norm';
}
