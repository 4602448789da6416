import { defineConfig } from 'tsup';
import { intoEmptyFolder, preset } from '../../tsup.preset';

export default defineConfig(
  intoEmptyFolder({
    ...preset,
    entry: ['src/index.ts', 'src/browser.ts'],
    // Gives `import.meta.url` a meaning in the CommonJS build, where the data package is looked up too.
    shims: true,
  }),
);
