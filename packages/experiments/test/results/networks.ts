import fc from 'fast-check';
import type { Overrides } from '../../src/plan/override-settings';
import { planRun } from '../../src/plan/run-plan';
import type { NetworkRecord, RunRecord } from '../../src/record/run-record';
import { base } from '../../src/claims/sweep-base';

/** A share of 5,000 validation images, as records have them. */
export const accuracy = fc.integer({ min: 0, max: 5000 }).map((right) => right / 5000);

/** How one network's training might have gone. */
export const networks: fc.Arbitrary<NetworkRecord> = fc
  .array(accuracy, { minLength: 1, maxLength: 12 })
  .chain((validationAccuracy) =>
    fc.record({
      name: fc.constant('With Batch Norm'),
      batchNorm: fc.constant(true),
      steps: fc.constant(validationAccuracy.map((_, index) => 20 * index)),
      validationAccuracy: fc.constant(validationAccuracy),
      finalValidationAccuracy: fc.constant(validationAccuracy.at(-1)!),
      testAccuracy: accuracy,
      stepsPerSecond: fc.double({ min: 1, max: 5000, noNaN: true }),
      diverged: fc.boolean(),
    }),
  );

/** A network that ended with this test accuracy. */
export function network(testAccuracy: number, more: Partial<NetworkRecord> = {}): NetworkRecord {
  return {
    name: 'a network',
    batchNorm: false,
    steps: [0, 100],
    validationAccuracy: [0.1, testAccuracy],
    finalValidationAccuracy: testAccuracy,
    testAccuracy,
    stepsPerSecond: 100,
    diverged: false,
    ...more,
  };
}

/** A run that ended with these networks. */
export function runOf(overrides: Overrides, seed: number, ...networks: NetworkRecord[]): RunRecord {
  const { settings } = planRun({ name: 'a-sweep', title: '', ...base }, seed, overrides);
  const environment = { engine: 'compiled', backend: 'wasm', versions: {} };
  return { schema: 1, preset: 'a-sweep', seed, settings, environment, networks };
}
