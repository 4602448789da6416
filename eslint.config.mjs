import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Which of our packages each package may import. Imports run one way; see CONTRIBUTING.md. */
const mayImport = {
  arguments: [],
  core: ['arguments'],
  kernels: ['arguments'],
  mnist: ['arguments'],
  viz: ['arguments'],
  layers: ['arguments', 'core', 'kernels'],
  experiments: ['arguments', 'layers', 'mnist', 'kernels'],
};

const importDirection = Object.entries(mayImport).map(([name, allowed]) => ({
  files: [`packages/${name}/src/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^@bnlab/(?!(?:${[...allowed, '\\0'].join('|')})(?:/|$))`,
            message: `packages/${name} may import ${allowed.length ? allowed.map((a) => `@bnlab/${a}`).join(', ') : 'no other package of ours'}.`,
          },
          { regex: '^(\\.\\./)+packages/', message: 'Import other packages by their public names.' },
        ],
      },
    ],
  },
}));

/** The apps import the packages as any other user would: by their public names. */
const appImports = {
  files: ['apps/docs/**/*.ts', 'apps/*/src/**/*.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [{ regex: '^(\\.\\./)+packages/', message: 'Import our packages by their public names.' }],
      },
    ],
  },
};

export default defineConfig(
  globalIgnores([
    '**/dist/',
    '**/coverage/',
    '**/runs/',
    '**/generated/',
    '**/assembly/',
    '**/.vitepress/cache/',
    '**/*.timestamp-*.mjs',
    'apps/docs/reference/',
  ]),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-nested-ternary': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', performance: 'readonly' },
    },
  },
  {
    // Parts of them run in a page.
    files: ['bench/site/*.mjs'],
    languageOptions: {
      globals: { document: 'readonly', requestAnimationFrame: 'readonly', PerformanceObserver: 'readonly' },
    },
  },
  ...importDirection,
  appImports,
);
