import { readFileSync } from 'node:fs';

/** What `scripts/record-loss-scan.mjs` recorded. */
export interface LossScan {
  /** Batches of training before the walk. */
  readonly moments: readonly number[];
  /** How many images the loss and the gradient are of. */
  readonly batch: number;
  /** The learning rate of the training before. */
  readonly learningRate: number;
  /** How far along the gradient, in learning rates. */
  readonly lengths: readonly number[];
  /** By moment: the loss where the walk begins, and at each length. */
  readonly without: readonly (readonly number[])[];
  readonly with: readonly (readonly number[])[];
}

export function readLossScan(): LossScan {
  return JSON.parse(readFileSync(new URL('loss-scan.json', import.meta.url), 'utf8')) as LossScan;
}
