import type { RunPlan } from './run-plan';

/**
 * Each run once, where plans of several origins share some: the plan with the most networks, in the place of the first.
 */
export function distinctPlans(plans: readonly RunPlan[]): RunPlan[] {
  const byId = new Map<string, RunPlan>();
  for (const plan of plans) {
    const other = byId.get(plan.id);
    if (!other || plan.variants.length > other.variants.length) byId.set(plan.id, plan);
  }
  return [...byId.values()];
}
