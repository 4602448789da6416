import { checkArray } from '../check-array';
import { checkNetwork } from '../record/check-records';
import type { NetworkRecord } from '../record/run-record';
import { quartiles, type Quartiles } from '../statistics/quartiles';
import { hasFailed } from './outcome';
import { MILESTONES, reach, type Reach } from './steps-to-accuracy';

/** A value over seeds. */
export interface Spread extends Quartiles {
  lowest: number;
  highest: number;
}

/** One kind of network over the seeds of a cell. */
export interface NetworkSummary {
  testAccuracy: Spread;
  /** At the end of the training. */
  validationAccuracy: Spread;
  stepsPerSecond: Spread;
  /** Share of the seeds from which the network diverged or ended with nothing learned. */
  failed: number;
  /** How soon it got to 80, 90 and 95 % on the validation images. */
  reach: Reach[];
}

/** Statistics over networks of one kind from different seeds, at least one. */
export function summarizeNetworks(networks: readonly NetworkRecord[]): NetworkSummary {
  checkArray('summarizeNetworks', 'networks', networks, 'networks', 1);
  networks.forEach((network, index) => checkNetwork('summarizeNetworks', network, `networks[${index}]`));
  return {
    testAccuracy: spread(networks.map(({ testAccuracy }) => testAccuracy)),
    validationAccuracy: spread(networks.map(({ finalValidationAccuracy }) => finalValidationAccuracy)),
    stepsPerSecond: spread(networks.map(({ stepsPerSecond }) => stepsPerSecond)),
    failed: networks.filter(hasFailed).length / networks.length,
    reach: MILESTONES.map((accuracy) => reach(networks, accuracy)),
  };
}

/** Median, quartiles and range of a sample. */
export function spread(values: readonly number[]): Spread {
  return { ...quartiles(values), lowest: Math.min(...values), highest: Math.max(...values) };
}
