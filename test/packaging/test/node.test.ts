import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { expectTrained, type Trained } from '../support/expect-trained';
import { createProject, type Project } from '../support/project';

describe('@bnlab/layers in Node.js, installed with TensorFlow.js alone', () => {
  let project: Project;

  beforeAll(async () => {
    project = await createProject(['@bnlab/layers', '@tensorflow/tfjs']);
    ['train.mjs', 'node.mjs', 'node.cjs'].forEach((program) => project.add(program));
    const program = readFileSync(join(project.folder, 'train.mjs'), 'utf8');
    project.write('train.cjs', transformSync(program, { format: 'cjs' }).code);
  });

  test('nothing that it asks for is missing', async () => {
    // npm ls fails for what is missing or of a version that does not fit.
    const { stdout } = await project.run('npm', 'ls', '--all');
    expect(stdout).toContain('@bnlab/core@');
    expect(existsSync(join(project.folder, 'node_modules/@tensorflow/tfjs-backend-wasm'))).toBe(false);
  });

  test('the laws alone need fast-check, and say so', async () => {
    const program = "import('@bnlab/core/spec').catch(({ message }) => console.log(message))";
    expect((await project.run('node', '-e', program)).stdout).toContain("Cannot find package 'fast-check'");
  });

  test.each(['node.mjs', 'node.cjs'])('%s trains, saves, loads and predicts', async (program) => {
    const { stdout, stderr } = await project.run('node', program);
    expectTrained(JSON.parse(stdout.split('\n').findLast((line) => line.startsWith('{'))!) as Trained);
    expect(stderr).not.toMatch(/error/i);
  });

  test('what one kind of module saved the other loads', async () => {
    const other = "require('@tensorflow/tfjs').loadLayersModel(";
    const ours = "require('@bnlab/layers').fileSystem('saved-by-esm/layer')";
    const { stdout } = await project.run(
      'node',
      '-e',
      `${other}${ours}).then((m) => console.log(m.layers.length))`,
    );
    expect(stdout.trim()).toMatch(/4$/);
  });
});
