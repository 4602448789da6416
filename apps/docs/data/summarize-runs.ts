import { stepsToAccuracy, type NetworkRecord, type RunRecord } from '@bnlab/experiments';

/** A final accuracy over seeds. */
export interface Spread {
  median: number;
  lowest: number;
  highest: number;
}

/** What several runs of one preset say of one of its two networks. */
export interface NetworkSummary {
  seeds: number;
  validation: Spread;
  test: Spread;
  stepsPerSecond: Spread;
  /** Runs that ended below 15 % on the test images: no better than always naming one digit. */
  failed: number;
  /** For 80, 90 and 95 %: the median of the first measured step at which a run had it; null if most never had. */
  stepsTo: Readonly<Record<80 | 90 | 95, number | null>>;
}

export interface PresetSummary {
  without: NetworkSummary;
  with: NetworkSummary;
}

/** Guessing one digit for all ten scores up to 11.35 % on MNIST's test images. */
const FAILED_BELOW = 0.15;

/** Summarizes the runs of one preset, at least one. */
export function summarizeRuns(records: readonly RunRecord[]): PresetSummary {
  const networks = records.flatMap((record) => record.networks);
  return {
    without: summarizeNetworks(networks.filter(({ batchNorm }) => !batchNorm)),
    with: summarizeNetworks(networks.filter(({ batchNorm }) => batchNorm)),
  };
}

/** Summarizes the runs of one network. */
export function summarizeNetworks(networks: readonly NetworkRecord[]): NetworkSummary {
  return {
    seeds: networks.length,
    validation: spread(networks.map((network) => network.finalValidationAccuracy)),
    test: spread(networks.map((network) => network.testAccuracy)),
    stepsPerSecond: spread(networks.map((network) => network.stepsPerSecond)),
    failed: networks.filter(({ testAccuracy }) => testAccuracy < FAILED_BELOW).length,
    stepsTo: { 80: stepsTo(networks, 0.8), 90: stepsTo(networks, 0.9), 95: stepsTo(networks, 0.95) },
  };
}

function stepsTo(networks: readonly NetworkRecord[], accuracy: number): number | null {
  const { median } = spread(networks.map((network) => stepsToAccuracy(network, accuracy)));
  return Number.isFinite(median) ? median : null;
}

/** The median of an even number of values is the lower of the middle two, a value that did occur. */
function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    median: sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN,
    lowest: sorted[0] ?? NaN,
    highest: sorted.at(-1) ?? NaN,
  };
}
