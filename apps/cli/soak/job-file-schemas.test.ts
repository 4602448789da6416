import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jobFile } from '../src/emit/job-file';

/** Programs that bring the schemas with them, so that none is fetched. */
const PACKAGES = ['check-jsonschema==0.39.0', 'kubernetes-validate==1.37.0'];

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
  run('python3', ['-m', 'venv', directory]);
  run(join(directory, 'bin/pip'), ['install', '--quiet', '--no-compile', ...PACKAGES]);
});
afterAll(() => rm(directory, { recursive: true }));

function run(program: string, args: readonly string[]): void {
  const { error, status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}

/** Whether a program of {@link PACKAGES} accepts a text, and what it says. */
async function checked(program: string, options: readonly string[], text: string) {
  const file = join(directory, 'job.yaml');
  await writeFile(file, text);
  const { status, stdout, stderr } = spawnSync(join(directory, 'bin', program), [...options, file], {
    encoding: 'utf8',
  });
  return { isAccepted: status === 0, said: stdout + stderr };
}

const job = {
  words: ['depth', '--seeds', '1-20', '--set', 'depth=2,4'],
  parts: 12,
  out: "runs/a reader's depth",
};

describe.each([
  {
    scheduler: 'kubernetes',
    program: 'kubernetes-validate',
    options: ['--strict'],
    field: 'backoffLimitPerIndex:',
  },
  {
    scheduler: 'github',
    program: 'check-jsonschema',
    options: ['--builtin-schema', 'vendor.github-workflows'],
    field: 'strategy:',
  },
] as const)('the job file for $scheduler', ({ scheduler, program, options, field }) => {
  test('is what the schema asks for', async () => {
    const { isAccepted, said } = await checked(program, options, jobFile(scheduler, job));
    expect({ isAccepted, said }).toMatchObject({ isAccepted: true });
  });

  test('is refused with a field that nobody knows', async () => {
    const misspelt = jobFile(scheduler, job).replace(field, `un${field}`);
    expect(misspelt).toContain(`un${field}`);
    const { isAccepted, said } = await checked(program, options, misspelt);
    expect(isAccepted).toBe(false);
    expect(said).toContain(`un${field.slice(0, -1)}`);
  });
});
