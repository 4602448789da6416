import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createProject, type Project } from '../support/project';
import { CommandError, type Output } from '../support/run';

const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');

/** What every project of ours sets: strict, and no declaration goes unchecked. */
const strict = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true };

const projects: Record<string, { module: string; files: string[]; ignoreDeprecations?: string }> = {
  // What the projects of Node.js use.
  node16: { module: 'node16', files: ['types/esm.mts', 'types/commonjs.cts'] },
  // What the projects of Vite and its like use.
  bundler: { module: 'esnext', files: ['types/esm.mts'] },
  // What TypeScript took for CommonJS by default before version 6.
  node10: { module: 'commonjs', files: ['types/commonjs.cts'], ignoreDeprecations: '6.0' },
};

describe('the types in projects of others', () => {
  let project: Project;

  beforeAll(async () => {
    const ours = ['@bnlab/layers', '@bnlab/core', '@bnlab/kernels'];
    project = await createProject([...ours, '@tensorflow/tfjs', 'fast-check']);
    project.add('types');
  });

  test.each(Object.entries(projects))(
    'moduleResolution %s',
    async (moduleResolution, { files, ...options }) => {
      const compilerOptions = {
        ...strict,
        target: 'es2022',
        lib: ['es2023', 'dom'],
        moduleResolution,
        ...options,
      };
      project.write(`${moduleResolution}.json`, JSON.stringify({ compilerOptions, files }));
      const errors = await errorsOf(project.run('node', tsc, '-p', `${moduleResolution}.json`));
      expect(errors.filter((error) => !isOfOthers(error))).toEqual([]);
    },
  );
});

/** What the compiler complains of, a line each. */
async function errorsOf(compilation: Promise<Output>): Promise<string[]> {
  const { stdout } = await compilation.catch((error: unknown) => {
    if (error instanceof CommandError && error.output.stdout.includes('error TS')) return error.output;
    throw error;
  });
  return stdout.split('\n').filter((line) => line.includes('error TS'));
}

/**
 * Whether an error is in the declarations of somebody else. Those of TensorFlow.js 4.22 have two with any strict compiler
 * that looks into them (`LayersModel` against `InferenceModel`, an index type of `PyJsonDict`), those of fast-check
 * cannot be read with `node10`, and the `@webgpu/types` that TensorFlow.js brings declare again what TypeScript 6 has in
 * its own `lib.dom.d.ts`.
 */
function isOfOthers(error: string): boolean {
  return /(?:^|\/)node_modules\/(?!@bnlab\/)/.test(error);
}
