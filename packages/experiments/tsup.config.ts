import { defineConfig } from 'tsup';
import { preset } from '../../tsup.preset';

export default defineConfig([
  preset,
  // The command line is run, not imported: one module, no types.
  { ...preset, entry: { cli: 'src/cli/main.ts' }, format: ['esm'], dts: false, clean: false },
]);
