import { readFileSync } from 'node:fs';

/** A normalized network before or after one of its first batches. */
export interface YardMoment {
  readonly loss: number;
  /** The largest output of the network, without its sign. */
  readonly logit: number;
  /** Length of the gradient of the last layer's weights. */
  readonly gradient: number;
  /** The mean of beta in each hidden layer. */
  readonly beta: readonly number[];
  /** Per hidden layer a character per unit: tenths of the images that it answers, `x` for none. */
  readonly units: readonly string[];
}

/** What `scripts/record-switch-yard.mjs` recorded. */
export interface SwitchYard {
  readonly standardDeviation: number;
  readonly rates: readonly number[];
  /** Batches after which the accuracies were taken. */
  readonly batches: number;
  readonly images: number;
  /** By rate: the moments of the first seeds, and the accuracies of all. */
  readonly runs: Readonly<
    Record<
      string,
      { readonly moments: readonly (readonly YardMoment[])[]; readonly accuracies: readonly number[] }
    >
  >;
}

export function readSwitchYard(): SwitchYard {
  return JSON.parse(readFileSync(new URL('switch-yard.json', import.meta.url), 'utf8')) as SwitchYard;
}
