import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Writes `sw.js` into a site that has been built. */
export async function writeServiceWorker(site: string): Promise<void> {
  // The hashes of all pages, and so of all that they import: another build, another cache.
  const hashes = await readFile(`${site}/hashmap.json`);
  const id = createHash('sha256').update(hashes).digest('hex').slice(0, 16);
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { BUILD: JSON.stringify(id) },
    build: {
      outDir: site,
      emptyOutDir: false,
      lib: {
        entry: fileURLToPath(new URL('../offline/service-worker.ts', import.meta.url)),
        formats: ['es'],
        fileName: () => 'sw.js',
      },
    },
  });
}
