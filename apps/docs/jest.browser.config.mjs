import preset from '../../jest.preset.mjs';

/** The tests that look at the built site in Chromium and Firefox: `npm run test:browser`, after `npm run build`. */
export default {
  ...preset,
  testMatch: ['<rootDir>/browser-tests/**/*.test.ts'],
  transformIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000,
  // Two pages that train take turns on two cores; most wait for what is drawn.
  maxWorkers: 2,
};
