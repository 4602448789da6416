import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createProject, type Project } from '../support/project';
import { readmeExamples } from '../support/readme-examples';

/** What the READMEs say to install. */
const installed = [
  '@bnlab/layers',
  '@bnlab/core',
  '@bnlab/kernels',
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-backend-wasm',
  'fast-check',
];
const printed: Record<string, RegExp> = {
  specification: /variance v \/ \(v \+ epsilon\)/,
  saving: /^null$/m,
  tools: /^2$/m,
  network: /accuracy: 0\.9/,
};

describe('the examples of the READMEs, typed into a new project', () => {
  let project: Project;

  beforeAll(async () => {
    project = await createProject(installed, { type: 'module' });
  });

  const examples = ['core', 'layers'].flatMap((name) =>
    readmeExamples(join(__dirname, `../../../packages/${name}/README.md`)).map((example) => ({
      ...example,
      of: name,
    })),
  );

  test.each(examples)('$name of @bnlab/$of', async ({ name, of, code }) => {
    const file = `${of}-${name}.js`;
    project.write(file, transformSync(code, { loader: 'ts' }).code);
    const { stdout } = await project.run('node', file);
    expect(stdout).toMatch(printed[name] ?? '');
  });
});
