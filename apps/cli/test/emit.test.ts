import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { jobFile } from '../src/emit/job-file';
import { shellWords } from '../src/emit/shell-words';

/** What a shell makes of a script in which every command is replaced by one that prints its words. */
function wordsOf(line: string): string[] {
  const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  return stdout.split('\0').slice(0, -1);
}

describe('a job file', () => {
  const job = { words: ['depth', '--seeds', '1-20', '--set', 'depth=2,4'], parts: 12, out: 'runs/my depth' };

  test('has words that a shell reads back as they were', () => {
    const word = fc.string({ minLength: 1, unit: 'binary-ascii' }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        expect(wordsOf(shellWords(words))).toEqual(words);
      }),
      { numRuns: 50 },
    );
  });

  test('for Slurm is a script that submits an array, and the joining after it', () => {
    const script = jobFile('slurm', job);
    expect(spawnSync('bash', ['-n'], { input: script }).status).toBe(0);
    // A stand-in for sbatch shows what it was given.
    const stub = 'sbatch() { echo "sbatch $*" >&2; cat >&2; echo 77; }\n';
    const { stderr, status } = spawnSync('bash', ['-s'], { input: stub + script, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stderr).toMatch(/sbatch --parsable .*--array=1-12 /);
    expect(stderr).toContain('bnlab sweep depth --seeds 1-20 --set depth=2,4 --shard auto');
    expect(stderr).toContain(`--out 'runs/my depth/parts'/"$SLURM_ARRAY_TASK_ID"`);
    expect(stderr).toContain('scontrol requeue "$SLURM_JOB_ID"');
    expect(stderr).toMatch(/sbatch .*--dependency=afterok:77 /);
    expect(stderr).toContain(`bnlab merge 'runs/my depth/parts'/* --out 'runs/my depth/whole'`);
  });

  test('for Kubernetes is an Indexed Job of as many pods, and one that joins what they made', () => {
    const [sweep, merge] = parseAllDocuments(jobFile('kubernetes', job)).map(
      (document) =>
        document.toJS() as {
          spec: {
            completions: number;
            completionMode: string;
            template: { spec: { containers: Container[] } };
          };
        },
    );
    expect(sweep!.spec).toMatchObject({ completionMode: 'Indexed', completions: 12 });
    const [container] = sweep!.spec.template.spec.containers;
    expect(container!.env).toEqual([{ name: 'JOB_COMPLETIONS', value: '12' }]);
    expect(container!.command[2]).toContain('bnlab sweep depth --seeds 1-20 --set depth=2,4 --shard auto');
    const joining = merge!.spec.template.spec.containers[0]!.command[2]!;
    expect(joining).toMatch(
      /-ge 12 .*bnlab merge 'runs\/my depth\/parts'\/\* --out 'runs\/my depth\/whole'$/,
    );
    for (const command of [container!.command[2]!, joining]) {
      expect(spawnSync('sh', ['-n', '-c', command]).status).toBe(0);
    }
  });

  test('for GitHub is a workflow with a matrix, and a job that needs all of it', () => {
    const { jobs } = parse(jobFile('github', job)) as {
      jobs: Record<
        'part' | 'merge',
        { needs?: string; strategy?: { matrix: { part: number[] } }; steps: { run?: string; env?: object }[] }
      >;
    };
    expect(jobs.part.strategy!.matrix.part).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    const step = jobs.part.steps.find(({ run }) => run !== undefined)!;
    expect(step.run).toContain('bnlab sweep depth --seeds 1-20 --set depth=2,4 --shard auto');
    // Each start of the part is told of on standard error, and fails.
    const failing = `npx() { echo start >&2; return 7; }\n${step.run}`;
    const { status, stderr } = spawnSync('bash', ['-e', '-c', failing], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'start\n'.repeat(4) });
    expect(step.env).toEqual({ CI_NODE_INDEX: '${{ matrix.part }}', CI_NODE_TOTAL: 12 });
    expect(jobs.merge.needs).toBe('part');
  });
});

interface Container {
  command: string[];
  env?: { name: string; value: string }[];
}
