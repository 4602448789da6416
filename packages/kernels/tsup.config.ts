import { defineConfig } from 'tsup';
import { intoEmptyFolder, preset } from '../../tsup.preset';

export default defineConfig(
  intoEmptyFolder({ ...preset, entry: { index: 'src/index.ts', tfjs: 'src/tfjs/index.ts' } }),
);
