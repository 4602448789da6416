import { describe, expect, test } from '@jest/globals';
import {
  findSweep,
  judge,
  namedSweeps,
  nearestSweepable,
  planNamedSweep,
  presets,
  type NetworkRecord,
  type RunRecord,
  type RunPlan,
  type RunSettings,
  type Verdict,
} from '../../src';
import { network, runOf } from '../results/networks';

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

/** Accuracies are highest within each grid of learning rates, so that the best one is not at its end. */
function belowBest({ learningRate, optimizer = 'sgd', batchSize }: RunSettings): number {
  const best = { sgd: batchSize < 60 ? 0.01 * batchSize : 1, momentum: 0.1, adam: 0.003 }[optimizer];
  return 0.002 * Math.abs(Math.log10(learningRate / best));
}

const asClaimed: World = ({ settings }, batchNorm) => {
  const less = belowBest(settings);
  if (!batchNorm) return outcome(0.85 - less, false, 900, 5);
  const isHopeless = settings.batchSize === 1 && settings.normalization === undefined;
  if (isHopeless) return outcome(0.1, true, 900, 5);
  const hasFewImages = settings.batchSize === 4 && settings.trainingBatches === 15_000;
  if (hasFewImages) return outcome(0.8 - less, true, 900, 5);
  return outcome((settings.placement === 'after-activation' ? 0.95 : 0.97) - less, true, 100, 1);
};

const theOtherWay: World = ({ settings }, batchNorm) => {
  const less = belowBest(settings);
  if (!batchNorm) return outcome(0.97 - less, false, 100, 1);
  const isWorst = settings.momentum === 0.5 || settings.placement === 'before-activation';
  return outcome((isWorst ? 0.3 : 0.4) - less, true, 900, 5);
};

function recordsOf(name: string, world: World, seeds?: readonly number[]): RunRecord[] {
  const sweep = findSweep(name)!;
  return planNamedSweep(sweep, seeds ?? sweep.seeds).map((plan) => ({
    ...runOf({}, plan.seed, ...plan.variants.map((variant) => world(plan, variant))),
    preset: plan.preset,
    settings: plan.settings,
  }));
}

function judged(name: string, world: World, seeds?: readonly number[]): Verdict {
  return judge(findSweep(name)!, recordsOf(name, world, seeds));
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
    expect(judged(name, asClaimed)).toMatchObject({ decision: 'holds' });
    expect(judged(name, theOtherWay)).toMatchObject({ decision: 'does not hold' });
  });

  test('nothing is concluded from two seeds, from missing runs, or from none', () => {
    expect(judged(name, asClaimed, [1, 2]).decision).toBe('cannot tell');
    const records = recordsOf(name, asClaimed);
    const part = judge(sweep, records.slice(1));
    expect(part.decision).toBe('cannot tell');
    for (const { reason } of part.expectations)
      expect(reason).toMatch(/^because 1 of [\d,]+ planned runs are missing$/);
    expect(judge(sweep, []).decision).toBe('cannot tell');
  });

  test('leaving out one seed turns no verdict round', () => {
    for (const world of [asClaimed, theOtherWay]) {
      const { decision } = judged(name, world);
      for (const left of sweep.seeds) {
        const without = judged(
          name,
          world,
          sweep.seeds.filter((seed) => seed !== left),
        );
        expect([decision, 'cannot tell']).toContain(without.decision);
      }
    }
  });

  test('what each decision rests on is said in words', () => {
    for (const { reason, decision } of judged(name, asClaimed).expectations) {
      expect(decision).toBe('holds');
      expect(reason).toMatch(/95 % interval .* to .*, 5 seeds\)/);
    }
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

test('a network that never learned shows nothing of drift', () => {
  const stuck: World = (plan, batchNorm) => (batchNorm ? asClaimed(plan, true) : outcome(0.1, false, 900, 0));
  const { decision, expectations } = judged('drift', stuck);
  expect(decision).toBe('cannot tell');
  expect(expectations[0]!.reason).toContain('a network without batch norm never learned');
});

test('a grid whose end both networks reach does not decide', () => {
  const both: World = (_, batchNorm) => outcome(0.97, batchNorm, 100, 1);
  const { expectations } = judged('depth', both);
  expect(expectations.map(({ decision }) => decision)).toEqual(['cannot tell', 'cannot tell']);
  expect(expectations[0]!.reason).toContain('up to the end of the grid');
  const best = judged('best-result', (plan, batchNorm) =>
    outcome(0.5 + 0.1 * plan.settings.learningRate, batchNorm, 100, 1),
  );
  expect(best.expectations[0]!.reason).toContain('is at the end of the grid');
});

test('to learn takes 80 % of Fashion-MNIST, and 90 % of other images', () => {
  const decisionOn = (data: string | undefined, name: string) => {
    const world: World = ({ settings: { learningRate, standardDeviation } }, batchNorm) =>
      outcome(batchNorm && learningRate < 10 && standardDeviation < 10 ? 0.85 : 0.75, batchNorm, 100, 1);
    const records = recordsOf(name, world).map((record) => ({
      ...record,
      settings: { ...record.settings, ...(data !== undefined && { data }) },
    }));
    return judge(findSweep(name)!, records).expectations[0]!.decision;
  };
  for (const name of ['learning-rate', 'starting-weights', 'depth']) {
    expect(decisionOn('fashion-mnist', name)).toBe('holds');
    expect(decisionOn(undefined, name)).toBe('cannot tell');
    expect(decisionOn('letters', name)).toBe('cannot tell');
  }
});

test('a verdict does not hang on the median of five seeds', () => {
  const oneImage: World = ({ seed }, batchNorm) =>
    outcome(batchNorm ? 0.8343 + 0.0001 * (seed % 2) : 0.8344 - 0.0001 * (seed % 2), batchNorm, 100, 1);
  expect(judged('regularization', oneImage).expectations[0]!.decision).toBe('cannot tell');
});
