import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planRun, type RunPlan } from '../../src/plan/run-plan';
import { findPreset } from '../../src/presets/find-preset';
import { distinctPlans } from '../../src/plan/distinct-plans';

const plans = fc.array(
  fc
    .record({ seed: fc.integer({ min: 0, max: 5 }), variants: fc.constantFrom([true], [false, true]) })
    .map(({ seed, variants }): RunPlan => ({ ...planRun(findPreset('relu-lr1'), seed), variants })),
);

test('each run is planned once, with all networks that any plan has of it, in the order of the first plans', () => {
  fc.assert(
    fc.property(plans, (all) => {
      const distinct = distinctPlans(all);
      expect(distinct.map(({ id }) => id)).toEqual([...new Set(all.map(({ id }) => id))]);
      for (const plan of all) {
        const [taken] = distinct.filter(({ id }) => id === plan.id);
        expect(taken!.variants).toEqual(expect.arrayContaining([...plan.variants]));
      }
    }),
  );
});
