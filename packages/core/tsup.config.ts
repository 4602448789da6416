import { defineConfig } from 'tsup';
import { preset } from '../../tsup.preset';

export default defineConfig({
  ...preset,
  entry: { index: 'src/index.ts', spec: 'src/spec/index.ts', 'spec-tensors': 'src/spec/tensors.ts' },
});
