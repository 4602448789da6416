/**
 * Bundles the programs of workers and writes them, as text in TypeScript modules, to src/generated: worker.ts serves a
 * network, member.ts is a thread of one. The kernels are not packed a second time: whoever starts a worker puts them in
 * front, and a thread is sent the compiled module.
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

await bundle('member', 'src/threads/member-entry.ts');
// The worker's program holds that of the threads that it may start.
await bundle('worker', 'src/worker/worker-entry.ts');

async function bundle(name, entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
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
    `src/generated/${name}.ts`,
    `/** ${entry}, bundled. */\nexport const ${name}Source = ${JSON.stringify(text)};\n`,
  );
  process.stdout.write(`${name}: ${text.length} bytes\n`);
}
