import { readFileSync } from 'node:fs';

/** The plain network at one moment. */
export interface CliffMoment {
  readonly step: number;
  /** Over the validation images. */
  readonly accuracy: number;
  /** Over the watched images. */
  readonly loss: number;
  /** Length of the gradient of each layer's weights. */
  readonly gradients: readonly number[];
  /** Per hidden layer a character per unit: tenths of the watched images that it answers, `x` for none. */
  readonly units: readonly string[];
}

/** What `scripts/record-cliff.mjs` recorded. */
export interface Cliff {
  readonly learningRate: number;
  readonly seed: number;
  /** Batches between two accuracies. */
  readonly stride: number;
  /** How many images were watched. */
  readonly images: number;
  /** The first batch after which the plain network is lost. */
  readonly fatal: number;
  readonly without: readonly number[];
  readonly with: readonly number[];
  /** The network with batch norm at the end. */
  readonly normalized: CliffMoment;
  readonly moments: readonly CliffMoment[];
}

export function readCliff(): Cliff {
  return JSON.parse(readFileSync(new URL('cliff.json', import.meta.url), 'utf8')) as Cliff;
}
