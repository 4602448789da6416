import { defineConfig } from 'tsup';
import { preset } from '../../tsup.preset';

// The command line and the threads it starts are run, not imported: no CommonJS, no types.
export default defineConfig({
  ...preset,
  entry: {
    main: 'src/main.ts',
    worker: 'src/worker/worker.ts',
    // For this repository alone; not among the published files.
    'write-results': 'scripts/write-results.ts',
  },
  format: ['esm'],
  dts: false,
});
