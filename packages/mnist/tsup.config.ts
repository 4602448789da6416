import { defineConfig } from 'tsup';
import { preset } from '../../tsup.preset';

export default defineConfig({
  ...preset,
  entry: ['src/index.ts', 'src/browser.ts'],
  // Gives `import.meta.url` a meaning in the CommonJS build, where the data package is looked up too.
  shims: true,
});
