import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** What a visitor without a network needs. Other formats of the fonts, which no current browser asks for, are left out. */
const KEPT = /\.(html|js|css|wasm|woff2|svg|json)$/;
const LEFT_OUT = /^(mnist|sw\.js|hashmap\.json)/;
/** Names that hold a hash of the contents: a change of contents is a change of name. */
const HASHED = /^assets\//;

/** Writes `sw.js` into a site that has been built: the service worker with the list of the site's files. */
export async function writeServiceWorker(site: string): Promise<void> {
  const files = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(site.length + 1))
    .filter((file) => KEPT.test(file) && !LEFT_OUT.test(file))
    .sort();
  const entries = files.map((file) => ({
    url: file,
    revision: HASHED.test(file) ? null : hashOf(`${site}/${file}`),
  }));
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: {
      PRECACHED_FILES: JSON.stringify(entries),
      'process.env.NODE_ENV': JSON.stringify('production'),
    },
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

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
}
