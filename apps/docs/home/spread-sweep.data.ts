import { readFileSync } from 'node:fs';
import type { EvidenceRuns } from './draw-evidence';
import type { HomeActivation } from './spread-scale';

/** What `scripts/record-spread-sweep.mjs` recorded. */
export interface SpreadSweep {
  learningRate: number;
  trainingBatches: number;
  seeds: readonly number[];
  spreads: readonly number[];
  runs: Readonly<Partial<Record<HomeActivation, EvidenceRuns['runs']>>>;
}

declare const data: SpreadSweep;
export { data };

const file = new URL('../data/spread-sweep.json', import.meta.url);

export default {
  watch: ['../data/spread-sweep.json'],
  load(): SpreadSweep {
    return JSON.parse(readFileSync(file, 'utf8')) as SpreadSweep;
  },
};
