import preset from '../../jest.preset.mjs';

/** The tests that look at the built site in Chromium and Firefox: `npm run test:browser`, after `npm run build`. */
export default {
  ...preset,
  testMatch: ['<rootDir>/browser-tests/**/*.test.ts'],
  transformIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000,
  // Programs that train use one core each.
  maxWorkers: 1,
};
