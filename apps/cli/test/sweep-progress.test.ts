import { describe, expect, test } from '@jest/globals';
import { findPreset, planSweep } from '@bnlab/experiments';
import fc from 'fast-check';
import { SweepProgress } from '../src/sweep-progress';

/** Two runs of one cost, and two of another, longer one. */
const plans = planSweep([findPreset('relu-lr0.01-2000')], { trainingBatches: [200, 2000] }, [1, 2]);
const names = ['With Batch Norm', 'Without Batch Norm'];
const percentOf = (line: string) => Number(/(\d+) %/.exec(line)![1]);

/** Steps of networks and ends of runs, in any order. */
const events = fc.array(
  fc.record({
    plan: fc.constantFrom(...plans),
    network: fc.constantFrom(...names),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 20 },
);

describe('the progress of a sweep', () => {
  test('is a line that never wraps, with the runs and the time left', () => {
    fc.assert(
      fc.property(
        events,
        fc.double({ min: 0, max: 1e7, noNaN: true }),
        fc.integer({ min: 40, max: 200 }),
        (steps, seconds, columns) => {
          const progress = new SweepProgress(plans);
          for (const { plan, network, share } of steps) {
            progress.update(plan.id, { network, step: share, trainingBatches: 1 });
          }
          const line = progress.line(seconds, columns);
          expect(line.length).toBeLessThanOrEqual(columns);
          expect(line).toMatch(/^0\/4 runs {2}[█░]{6,} +\d+ % {2}(starting|\d+ (s|min|h) left)$/);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('says that it starts before anything is done', () => {
    expect(new SweepProgress(plans).line(3, 80)).toMatch(/^0\/4 runs .* 0 % {2}starting$/);
  });

  test('counts a long run for more than a short one', () => {
    const [short, long] = [200, 2000].map((batches) => {
      const progress = new SweepProgress(plans);
      progress.finish(plans.find(({ settings }) => settings.trainingBatches === batches)!.id, 'trained');
      return percentOf(progress.line(1, 80));
    });
    expect(short).toBeGreaterThan(0);
    expect(long).toBeGreaterThan(3 * short!);
  });

  test('takes the time left from what was trained, not from what was found', () => {
    const progress = new SweepProgress(plans);
    const [first, second, third, fourth] = plans.map(({ id }) => id);
    for (const found of [first!, third!]) progress.finish(found, 'found');
    expect(progress.line(10, 80)).toMatch(/^2\/4 runs .* 0 % {2}starting$/);
    // Half of each that is left, in ten seconds.
    for (const id of [second!, fourth!]) {
      for (const network of names) progress.update(id, { network, step: 1, trainingBatches: 2 });
    }
    expect(progress.line(10, 80)).toMatch(/ 50 % {2}10 s left$/);
    for (const id of [second!, fourth!]) progress.finish(id, 'trained');
    expect(progress.line(20, 80)).toMatch(/^4\/4 runs .* 100 % {2}0 s left$/);
  });
});
