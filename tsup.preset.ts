import { rm } from 'node:fs/promises';
import type { Options } from 'tsup';
import { writeBundledLicenses } from './scripts/bundled-licenses';
import { buildScript, type Script } from './scripts/build-script';

/** What the build of every package has in common: ESM and CommonJS, types for both, source maps, licenses. */
export const preset = {
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  // The checks of arguments are no package that anyone installs: each package takes them in, types and all.
  dts: {
    resolve: ['@bnlab/arguments'],
    // tsup 8 sets `baseUrl`, which TypeScript 6 takes with this alone.
    compilerOptions: { ignoreDeprecations: '6.0' },
  },
  sourcemap: true,
  target: 'es2022',
  // `node:util` stays that: without the prefix a bundler for pages looks for a package, and Deno refuses it.
  removeNodeProtocol: false,
  // What is bundled, such as the distance between names in the checks of arguments, comes with its license.
  metafile: true,
  onSuccess: writeBundledLicenses,
} satisfies Options;

/** The same, and the package as one file for a page without a bundler: see {@link buildScript}. */
export function withScript(...scripts: Script[]) {
  const onSuccess = async () => {
    for (const script of scripts) await buildScript(script);
    await writeBundledLicenses();
  };
  return { ...preset, onSuccess } satisfies Options;
}

/**
 * The builds of a package, into an empty `dist`. It is emptied here, once, and not by tsup's `clean`: every build cleans
 * for itself, and its declarations in a thread, so that one removes what another has just written, or both the same file.
 */
export function intoEmptyFolder(...builds: Options[]): () => Promise<Options[]> {
  return async () => {
    await rm('dist', { recursive: true, force: true });
    return builds;
  };
}

/**
 * The builds of a package whose CommonJS files are made otherwise than its modules. The declarations of both are written
 * by one build, which reads the types once.
 */
export function builtApart(common: Options, { commonJs }: { commonJs: Options }): Options[] {
  return [
    // The CommonJS files bundle all that these do.
    { ...common, format: ['esm'], dts: false, metafile: false, onSuccess: undefined },
    { ...common, ...commonJs, format: ['cjs'], dts: false },
    { ...common, dts: { ...preset.dts, only: true }, metafile: false, onSuccess: undefined },
  ];
}
