import type { Options } from 'tsup';
import { writeBundledLicenses } from './scripts/bundled-licenses';

/** What the build of every package has in common: ESM and CommonJS, types for both, source maps, licenses. */
export const preset = {
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  // The checks of arguments are no package that anyone installs: each package takes them in, types and all.
  dts: {
    resolve: ['@bnlab/arguments'],
    // tsup 8 sets `baseUrl`, which TypeScript 6 takes with this alone.
    compilerOptions: { ignoreDeprecations: '6.0' },
  },
  sourcemap: true,
  clean: true,
  target: 'es2022',
  // What is bundled, such as the distance between names in the checks of arguments, comes with its license.
  metafile: true,
  onSuccess: writeBundledLicenses,
} satisfies Options;
