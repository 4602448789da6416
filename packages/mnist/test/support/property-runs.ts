import type fc from 'fast-check';

/** Settings for every property: a fixed seed; `BNLAB_PROPERTY_RUNS` asks for more runs than the usual 100. */
export const propertyRuns: fc.Parameters<unknown> = {
  seed: 20261126,
  numRuns: Number(process.env.BNLAB_PROPERTY_RUNS ?? 100),
};
