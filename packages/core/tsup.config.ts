import { defineConfig } from 'tsup';
import { intoEmptyFolder, preset } from '../../tsup.preset';

export default defineConfig(
  intoEmptyFolder({
    ...preset,
    entry: { index: 'src/index.ts', spec: 'src/spec/index.ts', 'spec-tensors': 'src/spec/tensors.ts' },
  }),
);
