/**
 * Bundles the program of the worker and writes it, as text in a TypeScript module, to src/generated/worker.ts. The
 * kernels themselves are not packed a second time: whoever starts the worker puts them in front.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await mkdir('src/generated', { recursive: true });

const kernelsFromOutside = {
  name: 'kernels-from-outside',
  setup({ onResolve, onLoad }) {
    const kernels = /generated\/(step|graph)$/;
    onResolve({ filter: kernels }, ({ path }) => ({ path: kernels.exec(path)[1], namespace: 'outside' }));
    onLoad({ filter: /.*/, namespace: 'outside' }, ({ path }) => ({
      contents: `export const ${path}Wasm = globalThis.bnlabKernels.${path}Wasm;`,
    }));
  },
};

const { outputFiles } = await build({
  entryPoints: ['src/worker/worker-entry.ts'],
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  target: 'es2022',
  // Packages of this repository from their sources, which need no build.
  conditions: ['@bnlab/source'],
  external: ['node:worker_threads'],
  plugins: [kernelsFromOutside],
});
const [{ text }] = outputFiles;
await writeFile(
  'src/generated/worker.ts',
  `/** src/worker/worker-entry.ts, bundled. */\nexport const workerSource = ${JSON.stringify(text)};\n`,
);
process.stdout.write(`worker: ${text.length} bytes\n`);
