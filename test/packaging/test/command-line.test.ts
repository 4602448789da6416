import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createProject, type Project } from '../support/project';

describe('bnlab in a project of CommonJS modules', () => {
  let project: Project;

  beforeAll(async () => {
    project = await createProject(['bnlab', '@bnlab/experiments', '@bnlab/layers'], { type: 'commonjs' });
  });

  test('the libraries are required, and share one TensorFlow.js', async () => {
    project.write(
      'index.js',
      `const { presets } = require('@bnlab/experiments');
       const { normalWeights } = require('@bnlab/layers');
       const weights = normalWeights([784, 10], { seed: 1, standardDeviation: 0.05 });
       console.log(presets.map(({ name }) => name).includes('relu-lr0.01'), weights.length);`,
    );
    expect((await project.run('node', 'index.js')).stdout.trim()).toBe('true 1');
    const { stdout } = await project.run('npm', 'ls', '@tensorflow/tfjs-core', '--parseable');
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });

  test('npx bnlab list', async () => {
    const { stdout } = await project.run('npx', '--no', 'bnlab', 'list');
    expect(stdout).toContain('relu-lr0.01-2000');
    expect(stdout).toContain('predict-population-statistics');
  });

  test('npx bnlab run trains on the digits, and keeps the record and the chart', async () => {
    const args = ['run', 'relu-lr0.01', '--batches', '60', '--json', '--out', 'kept'];
    const { stdout } = await project.run('npx', '--no', 'bnlab', ...args);
    const { records } = JSON.parse(stdout) as { records: { preset: string; networks: unknown[] }[] };
    expect(records).toHaveLength(1);
    expect(records[0]!.networks).toHaveLength(2);
    const files = readdirSync(join(project.folder, 'kept'), { recursive: true, encoding: 'utf8' });
    expect(files).toContainEqual(expect.stringMatching(/\.svg$/));
    const record = files.find((file) => file.endsWith('.json'))!;
    expect(readFileSync(join(project.folder, 'kept', record), 'utf8')).toContain('"relu-lr0.01"');
  });
});
