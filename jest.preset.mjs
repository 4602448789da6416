import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What the tests of every package have in common. Packages of this repository resolve to their sources (the
 * `@bnlab/source` export condition), so that a test never sees a stale build; packages that are published as
 * ECMAScript modules only are compiled on the way in, like our own sources.
 */
const modulesOnly = [
  '@observablehq',
  'binary-search-bounds',
  'boolbase',
  'css-select',
  'css-what',
  'cssomnom',
  'd3',
  'd3-[a-z-]+',
  'delaunator',
  'dom-serializer',
  'domelementtype',
  'domhandler',
  'domutils',
  'entities',
  'escape-goat',
  'fast-png',
  'htm',
  'internmap',
  'iobuffer',
  'isoformat',
  'interval-tree-1d',
  'linkedom',
  'nth-check',
  'robust-predicates',
];

/**
 * Jest runs every file in a context of its own, where each mention of a global asks that context for it: a loop over
 * numbers that names `Math` runs many times slower than it does for users. These are handed to each module by name.
 */
const globalsInLoops = [
  ...['Math', 'Number', 'Infinity', 'Array', 'Object', 'Uint8Array', 'Int32Array', 'Uint32Array'],
  ...['Float32Array', 'Float64Array'],
];

/**
 * TensorFlow.js ships twice: for Node as ECMAScript 5, whose loops are calls of helpers, and as current ECMAScript, which
 * bundlers and script tags use. Tests load the second; fresh projects in test/packaging load the first.
 */
const currentTensorFlow = Object.fromEntries(
  ['core', 'layers', 'converter', 'data', 'backend-cpu', 'backend-webgl', 'backend-wasm'].map((name) => [
    `^@tensorflow/tfjs-${name}$`,
    fileURLToPath(import.meta.resolve(`@tensorflow/tfjs-${name}/dist/tf-${name}.es2017.js`)),
  ]),
);

export default {
  moduleNameMapper: currentTensorFlow,
  sandboxInjectedGlobals: globalsInLoops,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  setupFilesAfterEnv: [join(import.meta.dirname, 'jest.setup.ts')],
  // Training takes as long as the machine takes: no test may fail for that.
  testTimeout: 300_000,
  testEnvironmentOptions: {
    customExportConditions: ['@bnlab/source', 'node', 'node-addons'],
    // TensorFlow.js keeps its engine in a global that jest would take away from under it.
    globalsCleanup: 'off',
  },
  transform: {
    '\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${modulesOnly.join('|')})/)`],
};
