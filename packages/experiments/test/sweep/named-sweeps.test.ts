import { describe, expect, test } from '@jest/globals';
import {
  findSweep,
  judge,
  namedSweeps,
  planNamedSweep,
  presets,
  type NetworkRecord,
  type RunPlan,
} from '../../src';
import { nearestSweepable } from '../../src/sweep/named-sweeps';
import { network, sweptRun } from './networks';

/** A world in which each run of a sweep ends in a way of its own. */
type World = (plan: RunPlan, batchNorm: boolean) => NetworkRecord;

/** Accuracy, when it was reached, and how far the layers wandered. */
function outcome(accuracy: number, batchNorm: boolean, step: number, wandered: number): NetworkRecord {
  return network(accuracy, {
    batchNorm,
    steps: [0, step],
    preactivations: {
      shares: [0.15, 0.5, 0.85],
      steps: [0, step],
      layers: [
        [
          [-1, 0, 1],
          [-1 + wandered, wandered, 1 + wandered],
        ],
      ],
    },
  });
}

const asClaimed: World = ({ settings }, batchNorm) => {
  if (!batchNorm) return outcome(0.85, false, 900, 5);
  const isHopeless = settings.batchSize === 1 && settings.normalization === undefined;
  if (isHopeless) return outcome(0.1, true, 900, 5);
  return outcome(settings.placement === 'after-activation' ? 0.95 : 0.97, true, 100, 1);
};

const theOtherWay: World = ({ settings }, batchNorm) => {
  if (!batchNorm) return outcome(0.97, false, 100, 1);
  return outcome(
    settings.momentum === 0.5 || settings.placement === 'before-activation' ? 0.3 : 0.4,
    true,
    900,
    5,
  );
};

function judged(name: string, world: World): boolean {
  const sweep = findSweep(name)!;
  const runs = planNamedSweep(sweep, sweep.seeds).map((plan) => {
    const run = sweptRun({}, plan.seed, ...plan.variants.map((variant) => world(plan, variant)));
    return { plan, record: { ...run.record, preset: plan.preset, settings: plan.settings } };
  });
  return judge(sweep, runs).holds;
}

describe.each(namedSweeps.map(({ name }) => name))('the sweep %s', (name) => {
  const sweep = findSweep(name)!;

  test('can be planned: every run has an id of its own, and carries the name', () => {
    const plans = planNamedSweep(sweep, sweep.seeds);
    expect(plans.length).toBeGreaterThanOrEqual(20);
    expect(new Set(plans.map(({ id }) => id)).size).toBe(plans.length);
    expect(new Set(plans.map(({ preset }) => preset))).toEqual(new Set([name]));
    expect(sweep.seeds.length).toBeGreaterThanOrEqual(5);
  });

  test('its claim survives where it is true, and falls where it is not', () => {
    expect(judged(name, asClaimed)).toBe(true);
    expect(judged(name, theOtherWay)).toBe(false);
  });

  test('takes other values for its settings', () => {
    const plans = planNamedSweep(sweep, [7], { trainingBatches: [100] });
    for (const { settings, seed } of plans) {
      expect({ seed, trainingBatches: settings.trainingBatches }).toEqual({ seed: 7, trainingBatches: 100 });
    }
  });
});

test('no sweep has the name of another, or of a preset', () => {
  const names = [...namedSweeps, ...presets].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('the nearest name is that of a sweep or of a preset', () => {
  expect(nearestSweepable('lerning-rate')).toBe('learning-rate');
  expect(nearestSweepable('convnet20')).toBe('convnet-20');
});

test('a sweep names how many seeds its verdict rests on', () => {
  const sweep = findSweep('speed')!;
  const runs = planNamedSweep(sweep, [3, 4]).map((plan) =>
    sweptRun(plan.overrides, plan.seed, asClaimed(plan, false), asClaimed(plan, true)),
  );
  expect(judge(sweep, runs)).toMatchObject({
    sweep: 'speed',
    claim: sweep.claim,
    seeds: [3, 4],
    holds: true,
  });
});
