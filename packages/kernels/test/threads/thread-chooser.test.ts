import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ThreadChooser } from '../../src/threads/thread-chooser';

/** Trains with what the chooser says, on a machine where a step takes `seconds(threads, step)`. */
function run(chooser: ThreadChooser, steps: number, seconds: (threads: number, step: number) => number) {
  return Array.from({ length: steps }, (_, step) => {
    const { threads } = chooser;
    chooser.record(32 * seconds(threads, step), 32);
    return threads;
  });
}

describe('ThreadChooser', () => {
  test('soon uses the fastest number, and spends few steps on others', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 8 }),
        fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 }),
        (most, times) => {
          const chooser = new ThreadChooser(most);
          const used = run(chooser, 2000, (threads) => times[threads]!);
          const [last] = used.slice(-1);
          const tried = [...new Set(used)];
          expect(tried.every((number) => number >= 1 && number <= most)).toBe(true);
          // More threads take cores from others, so that they have to be worth it.
          for (const number of tried) expect(times[number]! * 1.06).toBeGreaterThan(times[chooser.best]!);
          expect(used.filter((number) => number === chooser.best).length).toBeGreaterThan(1600);
          expect(last).toBe(chooser.best);
        },
      ),
    );
  });

  test('finds out when a core is taken away, and when it is back', () => {
    const chooser = new ThreadChooser(2);
    const free = (threads: number) => 1 / threads;
    const busy = (threads: number) => threads;
    run(chooser, 1000, free);
    expect(chooser.best).toBe(2);
    run(chooser, 4000, busy);
    expect(chooser.best).toBe(1);
    run(chooser, 4000, free);
    expect(chooser.best).toBe(2);
  });

  test('is not misled by single slow steps', () => {
    const chooser = new ThreadChooser(2);
    run(chooser, 1000, (threads, step) => (step % 3 === 0 ? 100 : 1 / threads));
    expect(chooser.best).toBe(2);
  });
});
