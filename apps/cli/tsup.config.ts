import { defineConfig } from 'tsup';
import { intoEmptyFolder, preset } from '../../tsup.preset';

// The command line and the threads it starts are run, not imported: one format, no types. It is CommonJS, since Node.js reads
// a package such as TensorFlow.js twice to import it into a module, which takes longer than all the rest of a start.
export default defineConfig(
  intoEmptyFolder({
    ...preset,
    entry: {
      main: 'src/main.ts',
      worker: 'src/worker/worker.ts',
      'paper-worker': 'src/worker/paper-worker.ts',
      // For this repository alone; not among the published files.
      'write-results': 'scripts/write-results.ts',
    },
    format: ['cjs'],
    noExternal: ['escape-goat'],
    shims: true,
    dts: false,
  }),
);
