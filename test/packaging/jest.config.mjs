import preset from '../../jest.preset.mjs';

/** Packs the packages once, and tests them in projects of their own: `npm run test:packages` at the root. */
export default {
  ...preset,
  transformIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/support/pack-and-serve.ts',
  globalTeardown: '<rootDir>/support/clean-up.ts',
};
