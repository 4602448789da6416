import { checkNumber, checkOptions } from '@bnlab/arguments';
import { checkArray } from '../check-array';
import { runCost } from './run-cost';
import type { RunPlan } from './run-plan';

/**
 * The part of the plans that one of several machines makes. Together the parts are the whole, and no two share a plan.
 * The longest plans are dealt out first, each to the part that has least to do so far, so that all take about as long;
 * the same plans are always dealt out in the same way.
 *
 * @param shard `index` from 1 to `count`.
 * @returns Its plans, in the order of the whole.
 */
export function shardOf<Plan extends Pick<RunPlan, 'settings' | 'variants'>>(
  plans: readonly Plan[],
  shard: { index: number; count: number },
): Plan[] {
  checkArray('shardOf', 'plans', plans, 'plans');
  checkOptions('shardOf', shard, ['index', 'count'], 'shard');
  const { index, count } = shard;
  checkNumber('shardOf', 'count', count, { integer: true, min: 1 });
  checkNumber('shardOf', 'index', index, { integer: true, min: 1, max: count });
  const load = Array.from({ length: count }, () => 0);
  const longestFirst = plans
    .map((plan, position) => ({ position, cost: runCost(plan) }))
    .sort((a, b) => b.cost - a.cost);
  const dealt = new Set<number>();
  for (const { position, cost } of longestFirst) {
    const least = load.indexOf(Math.min(...load));
    load[least]! += cost;
    if (least === index - 1) dealt.add(position);
  }
  return plans.filter((_, position) => dealt.has(position));
}
