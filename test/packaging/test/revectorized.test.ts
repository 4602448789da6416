import { beforeAll, describe, expect, test } from '@jest/globals';
import { createProject, type Project } from '../support/project';

const FLAG = '--experimental-wasm-revectorize';

describe('the kernels train to the same bits', () => {
  let project: Project;
  let usual: Record<string, string>;

  const digestsOf = async (command: string, ...args: string[]) => {
    const { stdout } = await project.run(command, ...args, 'digests.mjs');
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, string>;
  };

  beforeAll(async () => {
    project = await createProject(['@bnlab/kernels'], { type: 'module' });
    project.add('digests.mjs');
    usual = await digestsOf('node');
  });

  test('as many as there are activations, normalizations and optimizers', () => {
    expect(Object.keys(usual).length).toBeGreaterThanOrEqual(120);
    // What trains differently becomes something else, but for an identity, whose two places are one, and relu6 below 6.
    expect(new Set(Object.values(usual)).size).toBeGreaterThanOrEqual(115);
  });

  // A fault of V8 with this flag would end the process once it has compiled a kernel anew.
  test.each(['24', '26'])('where V8 joins vector operations, in Node.js %s', async (version) => {
    const npx = ['--yes', '--package', `node@${version}`, '--', 'node'];
    expect(await digestsOf('npx', ...npx, FLAG)).toEqual(usual);
  });
});
