import type { Options } from 'tsup';

/** What the build of every package has in common: ESM and CommonJS, types for both, source maps. */
export const preset = {
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  dts: true,
  sourcemap: true,
  clean: true,
  target: 'es2022',
} satisfies Options;
