import preset from '../../jest.preset.mjs';

/** The tests that open pages in Chromium: `npm run test:browser`. */
export default { ...preset, testMatch: ['<rootDir>/browser-tests/**/*.test.ts'] };
