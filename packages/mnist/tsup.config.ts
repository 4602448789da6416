import { defineConfig } from 'tsup';
import { intoEmptyFolder, withScript } from '../../tsup.preset';

export default defineConfig(
  intoEmptyFolder({
    ...withScript({ entry: 'src/browser.ts', name: 'bnlab-mnist', globalName: 'bnlabMnist' }),
    entry: ['src/index.ts', 'src/browser.ts'],
    // Gives `import.meta.url` a meaning in the CommonJS build, where the data package is looked up too.
    shims: true,
  }),
);
