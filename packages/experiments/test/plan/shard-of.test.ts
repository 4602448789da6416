import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planNamedSweep } from '../../src/claims/named-sweep';
import { findSweep, namedSweeps } from '../../src/claims/named-sweeps';
import type { RunPlan } from '../../src/plan/run-plan';
import { shardOf } from '../../src/plan/shard-of';
import { runCost } from '../../src/plan/run-cost';

type Plan = Pick<RunPlan, 'settings' | 'variants'> & { name: number };

/** Plans of every length, networks of every kind, both networks or one. */
const plans = fc
  .array(
    fc.record({
      trainingBatches: fc.integer({ min: 1, max: 100_000 }),
      batchSize: fc.integer({ min: 1, max: 2000 }),
      batchesPerSample: fc.integer({ min: 1, max: 1000 }),
      width: fc.integer({ min: 1, max: 500 }),
      network: fc.constantFrom('dense', 'convolutional', 'recurrent'),
      variants: fc.constantFrom([true], [false, true]),
    }),
    { maxLength: 40 },
  )
  .map((list) =>
    list.map(({ variants, width, ...settings }, name): Plan => {
      const layerSizes = [784, width, 10];
      const rest = { activation: 'relu', learningRate: 1, standardDeviation: 1 } as const;
      return { name, variants, settings: { ...settings, ...rest, layerSizes } };
    }),
  );
const counts = fc.integer({ min: 1, max: 50 });

function shards<P extends Pick<RunPlan, 'settings' | 'variants'>>(all: readonly P[], count: number): P[][] {
  return Array.from({ length: count }, (_, index) => shardOf(all, { index: index + 1, count }));
}

const cost = (part: readonly Parameters<typeof runCost>[0][]) =>
  part.reduce((sum, plan) => sum + runCost(plan), 0);

describe('shards', () => {
  test('together are the whole, share nothing and keep its order', () => {
    fc.assert(
      fc.property(plans, counts, (all, count) => {
        const parts = shards(all, count);
        const inOrder = parts.flat().sort((a, b) => a.name - b.name);
        expect(inOrder).toEqual(all);
        for (const part of parts) {
          const names = part.map(({ name }) => name);
          expect(names).toEqual([...names].sort((a, b) => a - b));
        }
      }),
    );
  });

  test('one is the whole', () => {
    fc.assert(fc.property(plans, (all) => expect(shardOf(all, { index: 1, count: 1 })).toEqual(all)));
  });

  test('differ in length by one plan at most', () => {
    fc.assert(
      fc.property(plans, counts, (all, count) => {
        const longest = Math.max(0, ...all.map(runCost));
        const lengths = shards(all, count).map(cost);
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(longest * (1 + 1e-9));
      }),
    );
  });

  test('of every sweep take about as long, its seeds and its settings in whatever order', () => {
    for (const sweep of namedSweeps) {
      const all = planNamedSweep(sweep, sweep.seeds);
      const lengths = shards(all, 4).map(cost);
      expect(Math.max(...lengths) / Math.min(...lengths)).toBeLessThan(1.5);
    }
  });

  test('depend on nothing but the plans', () => {
    const sweep = findSweep('learning-rate')!;
    const ids = () => shards(planNamedSweep(sweep, [1, 2, 3]), 7).map((part) => part.map(({ id }) => id));
    expect(ids()).toEqual(ids());
  });
});

test('a run costs more the more batches, images, weights and networks it has', () => {
  fc.assert(
    fc.property(plans, (all) => {
      for (const { settings, variants } of all) {
        const { layerSizes, trainingBatches, batchSize } = settings;
        const base = runCost({ settings, variants });
        const more = [
          { trainingBatches: trainingBatches + 1 },
          { batchSize: batchSize + 1 },
          { layerSizes: [...layerSizes.slice(0, -1), 20] },
        ];
        for (const change of more) {
          expect(runCost({ settings: { ...settings, ...change }, variants })).toBeGreaterThan(base);
        }
        expect(runCost({ settings, variants: [...variants, true] })).toBeGreaterThan(base);
      }
    }),
  );
});
