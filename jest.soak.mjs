import preset from './jest.preset.mjs';

/**
 * The soak, `npm run test:soak`: what is repeated for its own sake. A package's `soak/` folder, and where its script
 * asks for it with BNLAB_PROPERTY_RUNS, every property of `test/` on more examples, from another seed.
 */
const isWhole = process.env.BNLAB_PROPERTY_RUNS !== undefined;

process.env.BNLAB_SEED ??= '1';

export default {
  ...preset,
  testMatch: ['<rootDir>/soak/**/*.test.ts', ...(isWhole ? preset.testMatch : [])],
};
