import { expect, test } from '@jest/globals';
import { expectTrained, type Trained } from '../support/expect-trained';
import { createProject } from '../support/project';

// As in a program that has TensorFlow.js already. Asked for both at once, npm takes the newest for the peers.
test.each(['4.0.0', '4.8.0', '4.17.0'])(
  '@bnlab/layers installs beside TensorFlow.js %s, and trains, saves and loads',
  async (version) => {
    const project = await createProject([`@tensorflow/tfjs@${version}`]);
    await project.install('@bnlab/layers');
    const { stdout } = await project.run('npm', 'ls', '@tensorflow/tfjs-core');
    expect(new Set(stdout.match(/(?<=tfjs-core@)[\d.]+/g))).toEqual(new Set([version]));
    ['train.mjs', 'node.mjs'].forEach((program) => project.add(program));
    const trained = (await project.run('node', 'node.mjs')).stdout;
    expectTrained(JSON.parse(trained.split('\n').findLast((line) => line.startsWith('{'))!) as Trained);
  },
);
