import { basename } from 'node:path';
import { defineConfig } from 'tsup';
import { preset } from '../../tsup.preset';
import { writeBundledLicenses } from './scripts/bundled-licenses';

const entry = named(['src/index.ts', 'src/charts/prediction-grid.ts', 'src/node.ts', 'src/png.ts']);

export default defineConfig([
  {
    ...preset,
    entry,
    format: ['esm'],
    clean: ['!*.cjs', '!*.d.cts', '!*.txt'],
  },
  {
    ...preset,
    entry,
    format: ['cjs'],
    // Observable Plot and what linkedom uses come as ECMAScript modules only, which Node below 20.19 cannot require.
    noExternal: [/^(?!@resvg\/|@expo-google-fonts\/)/],
    // Gives `import.meta.url`, from which the font is found, a meaning in CommonJS.
    shims: true,
    splitting: true,
    sourcemap: false,
    metafile: true,
    clean: ['!*.js', '!*.js.map', '!*.d.ts'],
    onSuccess: () => writeBundledLicenses('dist/metafile-cjs.json', 'dist/bundled-licenses.txt'),
  },
]);

/** `src/index.ts` is `index`. */
function named(paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [basename(path, '.ts'), path]));
}
