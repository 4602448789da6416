import { defineConfig } from 'tsup';
import { intoEmptyFolder, withScript } from '../../tsup.preset';

const entry = { index: 'src/index.ts', tfjs: 'src/tfjs/index.ts' };

export default defineConfig(
  intoEmptyFolder({
    ...withScript(
      { entry: entry.index, name: 'bnlab-kernels', globalName: 'bnlabKernels' },
      { entry: entry.tfjs, name: 'bnlab-kernels-tfjs', globalName: 'bnlabKernelsTfjs' },
    ),
    entry,
  }),
);
