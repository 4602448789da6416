import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { frameSteps } from '../../live/frame-steps';

test('frames go from the start to the end, ever further apart, and are no more than 101', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200_000 }), (batches) => {
      const steps = frameSteps(batches);
      expect([steps[0], steps.at(-1)]).toEqual([0, batches]);
      expect(steps.length).toBeLessThanOrEqual(101);
      steps.slice(1).forEach((step, index) => expect(step).toBeGreaterThan(steps[index]!));
    }),
    { seed: 1 },
  );
});
