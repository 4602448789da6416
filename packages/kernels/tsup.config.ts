import { defineConfig } from 'tsup';
import { preset } from '../../tsup.preset';

export default defineConfig({ ...preset, entry: { index: 'src/index.ts', tfjs: 'src/tfjs/index.ts' } });
