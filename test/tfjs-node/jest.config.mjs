import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import preset from '../../jest.preset.mjs';
import { tfjsNode } from './addon-folder.mjs';

const root = join(import.meta.dirname, '../..');
const installed = createRequire(import.meta.url);

process.env.BNLAB_TEST_BACKENDS = 'tensorflow';
// What processor the library was built for is not what a test is about.
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';

/** One copy of TensorFlow.js for everyone: the one that the packages' own tests use. */
const shared = ['tfjs', 'tfjs-core', 'tfjs-layers', 'tfjs-data', 'tfjs-converter', 'tfjs-backend-cpu'];
const folderOf = (name) => dirname(installed.resolve(`@tensorflow/${name}/package.json`));

/** The tests of the packages that ask which backends to run on, with TensorFlow's library as the only one. */
export default {
  ...preset,
  rootDir: root,
  testEnvironment: join(import.meta.dirname, 'one-realm.mjs'),
  setupFiles: [join(tfjsNode, 'dist/index.js')],
  moduleNameMapper: {
    '^@tensorflow/tfjs-node$': tfjsNode,
    ...Object.fromEntries(shared.map((name) => [`^@tensorflow/${name}$`, folderOf(name)])),
  },
  testMatch: [
    '<rootDir>/test/tfjs-node/test/**/*.test.ts',
    '<rootDir>/packages/core/test/*.test.ts',
    '<rootDir>/packages/core/test/spec/laws.test.ts',
    '<rootDir>/packages/layers/test/convolutional-network.test.ts',
    '<rootDir>/packages/layers/test/layers/**/*.test.ts',
    '<rootDir>/packages/layers/test/tools/**/*.test.ts',
  ],
  testPathIgnorePatterns: [
    // About programs without the package that tfjs-node brings, and about faults of the stock layer elsewhere.
    '/tfjs-core-alone.test.ts$',
    '/stock-shortcomings.test.ts$',
  ],
};
