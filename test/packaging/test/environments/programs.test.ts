import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { compareOrKeep } from '../../support/environment-results';
import { expectTrained, type Trained } from '../../support/expect-trained';
import { createProject, type Project } from '../../support/project';

/** Runs a command of an npm package that it fetches for the time of the run. */
const npx = (name: string, ...command: string[]) =>
  ['npx', '--yes', '--package', name, '--', ...command] as const;

/** Where people run the same program: what starts it there, in the folder of the project. */
const environments = {
  'Node.js 20': npx('node@20', 'node', 'fused.mjs'),
  'Node.js 22': npx('node@22', 'node', 'fused.mjs'),
  'Node.js 24': npx('node@24', 'node', 'fused.mjs'),
  'Node.js 26': npx('node@26', 'node', 'fused.mjs'),
  Bun: npx('bun@1', 'bun', 'fused.mjs'),
  Deno: npx('deno@2', 'deno', 'run', '--allow-all', '--node-modules-dir=manual', 'fused.mjs'),
  'Jest with CommonJS': ['npx', '--no', 'jest', 'jest.test.js'],
  'Jest with jsdom': ['npx', '--no', 'jest', 'jsdom.test.js'],
  Vitest: ['npx', '--no', 'vitest', 'run', 'vitest.test.mjs', '--disable-console-intercept'],
} as const;

describe('@bnlab/layers trains, saves, loads and predicts', () => {
  let project: Project;

  beforeAll(async () => {
    project = await createProject([
      ...['@bnlab/layers', '@bnlab/kernels', '@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'],
      ...['jest@30', 'jest-environment-jsdom@30', 'vitest@5'],
    ]);
    ['train.mjs', 'fused.mjs'].forEach((program) => project.add(program));
    const program = readFileSync(join(project.folder, 'train.mjs'), 'utf8');
    project.write('train.js', transformSync(program, { format: 'cjs' }).code);
    project.write(
      'jest.test.js',
      `const { fileSystem, NeuralNet } = require('@bnlab/layers');
       const { train } = require('./train.js');
       test('trains', async () => {
         const trained = await train((name) => fileSystem('saved-by-jest/' + name));
         process.stdout.write('\\n' + JSON.stringify(trained) + '\\n');
       }, 120_000);
       test('trains convolutions on the WebAssembly backend of TensorFlow.js', async () => {
         const layers = [{ kind: 'conv2d', filters: 2, kernelSize: 3 }, { kind: 'flatten' }, { kind: 'dense', units: 2 }];
         const net = await NeuralNet.create({ inputShape: [4, 4, 1], layers, backend: 'wasm' });
         const images = Float32Array.from({ length: 64 }, (_, i) => Math.sin(i));
         await net.fit(images, Uint8Array.of(0, 1, 0, 1), { learningRate: 0.1 });
         expect([net.engine, net.backend, net.step]).toEqual(['tfjs', 'wasm', 1]);
       }, 120_000);`,
    );
    project.write(
      'jsdom.test.js',
      `/** @jest-environment jsdom */
       const { train } = require('./train.js');
       test('trains', async () => {
         const trained = await train((name) => 'localstorage://' + name);
         process.stdout.write('\\n' + JSON.stringify(trained) + '\\n');
       }, 120_000);`,
    );
    project.write(
      'vitest.test.mjs',
      `import { test } from 'vitest';
       import { train } from './train.mjs';
       test('trains', async () => {
         const trained = await train((name) => 'file://saved-by-vitest/' + name);
         process.stdout.write('\\n' + JSON.stringify(trained) + '\\n');
       }, 120_000);`,
    );
  });

  test.each(Object.entries(environments))('in %s', async (name, [command, ...args]) => {
    expectEnvironment(name, (await project.run(command, ...args)).stdout);
  });
});

// A package finds there what its manifest names and nothing else.
test('@bnlab/layers trains in the node_modules of pnpm', async () => {
  const project = await createProject([]);
  ['train.mjs', 'fused.mjs'].forEach((program) => project.add(program));
  const packages = ['@bnlab/layers', '@bnlab/kernels', '@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'];
  await project.run(...npx('pnpm@10', 'pnpm', 'add', '--prefer-offline', ...packages));
  expectEnvironment('Node.js, pnpm', (await project.run('node', 'fused.mjs')).stdout);
});

function expectEnvironment(name: string, stdout: string): void {
  const trained = JSON.parse(stdout.split('\n').findLast((line) => line.startsWith('{'))!) as Trained;
  expectTrained(trained);
  expect(trained.network.engine).toBe('compiled');
  compareOrKeep(name, trained);
}
