import { defineConfig } from 'tsup';
import { preset } from '../../tsup.preset';

export default defineConfig([
  { ...preset, entry: ['src/index.ts', 'src/node.ts'], shims: true },
  // The command line and the threads it starts are run, not imported: no CommonJS, no types.
  {
    ...preset,
    entry: { cli: 'src/cli/main.ts', worker: 'src/worker/worker.ts' },
    format: ['esm'],
    dts: false,
    clean: false,
  },
]);
