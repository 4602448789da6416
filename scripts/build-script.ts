import { writeFile } from 'node:fs/promises';
import { build, type BuildOptions, type Plugin } from 'esbuild';

/** What a page loads without a bundler. */
export interface Script {
  entry: string;
  /** The name of the files in `dist`. */
  name: string;
  /** The global that the script makes, in camel case. */
  globalName: string;
}

/**
 * Writes an entry and all that it needs but TensorFlow.js as one file, twice: `dist/NAME.min.js` for a `<script>` tag, which
 * takes TensorFlow.js from the global `tf` and makes a global of its own, and `dist/NAME.esm.min.js`, a module that imports
 * `@tensorflow/tfjs-core` and `@tensorflow/tfjs-layers`, which an import map names.
 */
export async function buildScript({ entry, name, globalName }: Script): Promise<void> {
  const common: BuildOptions = {
    entryPoints: [entry],
    bundle: true,
    minify: true,
    // Classes are told apart by their names where models are saved.
    keepNames: true,
    target: 'es2022',
    platform: 'browser',
    metafile: true,
  };
  const classic = await build({
    ...common,
    ...{ outfile: `dist/${name}.min.js`, format: 'iife', globalName, plugins: [tensorflowIsGlobal(name)] },
  });
  await build({
    ...common,
    ...{ outfile: `dist/${name}.esm.min.js`, format: 'esm', external: ['@tensorflow/*'] },
  });
  // For the licenses of what is bundled.
  await writeFile(`dist/metafile-${globalName}.json`, JSON.stringify(classic.metafile));
}

function tensorflowIsGlobal(script: string): Plugin {
  const filter = /^@tensorflow\//;
  const missing = `${script}: load TensorFlow.js before this script`;
  const contents = `
    if (!globalThis.tf) throw new Error(${JSON.stringify(missing)});
    module.exports = globalThis.tf;`;
  return {
    name: 'tensorflow-is-global',
    setup({ onResolve, onLoad }) {
      onResolve({ filter }, () => ({ path: 'tf', namespace: 'global' }));
      onLoad({ filter: /^tf$/, namespace: 'global' }, () => ({ contents, loader: 'js' }));
    },
  };
}
