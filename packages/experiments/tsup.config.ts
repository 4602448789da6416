import { defineConfig } from 'tsup';
import { preset } from '../../tsup.preset';

const entries = { ...preset, entry: ['src/index.ts', 'src/node.ts'], shims: true };

export default defineConfig([
  {
    ...entries,
    format: ['esm'],
    clean: ['!*.cjs', '!*.d.cts', '!*.txt', '!*.json'],
    // The CommonJS files bundle all that these do.
    metafile: false,
    onSuccess: undefined,
  },
  // d3-array comes as ECMAScript modules only, which Node below 20.19 cannot require.
  {
    ...entries,
    format: ['cjs'],
    noExternal: ['d3-array', 'internmap'],
    clean: ['!*.js', '!*.js.map', '!*.d.ts'],
  },
]);
