import { type NamedSweep, planNamedSweep, type RunRecord } from '@bnlab/experiments';
import { network, runOf } from '../../../../packages/experiments/test/results/networks';

/** A record of every run of a sweep. With batch norm networks are right more often, sooner, and drift less. */
export function recordsOfSweep(sweep: NamedSweep, seeds: readonly number[]): RunRecord[] {
  return planNamedSweep(sweep, seeds).map(({ preset, seed, settings, variants }) => {
    const networks = variants.map((batchNorm) =>
      network(batchNorm ? 0.97 : 0.5 + 0.01 * seed, {
        name: batchNorm ? 'With Batch Norm' : 'Without Batch Norm',
        batchNorm,
        preactivations: {
          shares: [0.05, 0.25, 0.5, 0.75, 0.95],
          steps: [0, 100],
          layers: [[[-2, -1, 0, 1, 2], batchNorm ? [-2, -1, 0, 1, 2.5] : [1, 2, 3, 4, 5]]],
        },
      }),
    );
    return { ...runOf({}, seed, ...networks), preset, settings };
  });
}
