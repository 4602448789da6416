import { basename } from 'node:path';
import { defineConfig } from 'tsup';
import { builtApart, intoEmptyFolder, withScript } from '../../tsup.preset';

const entry = named(['src/index.ts', 'src/charts/prediction-grid.ts', 'src/node.ts', 'src/png.ts']);

export default defineConfig(
  intoEmptyFolder(
    ...builtApart(
      { ...withScript({ entry: 'src/index.ts', name: 'bnlab-viz', globalName: 'bnlabViz' }), entry },
      {
        commonJs: {
          // Observable Plot and what linkedom uses come as ECMAScript modules only, which Node below 20.19 cannot require.
          noExternal: [/^(?!@resvg\/|@expo-google-fonts\/)/],
          // Gives `import.meta.url`, from which the font is found, a meaning in CommonJS.
          shims: true,
          splitting: true,
          sourcemap: false,
        },
      },
    ),
  ),
);

/** `src/index.ts` is `index`. */
function named(paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [basename(path, '.ts'), path]));
}
