import { defineConfig } from 'tsup';
import { intoEmptyFolder, withScript } from '../../tsup.preset';

const script = { entry: 'src/index.ts', name: 'bnlab-core', globalName: 'bnlabCore' };

export default defineConfig(
  intoEmptyFolder({
    ...withScript(script),
    entry: { index: 'src/index.ts', spec: 'src/spec/index.ts', 'spec-tensors': 'src/spec/tensors.ts' },
  }),
);
