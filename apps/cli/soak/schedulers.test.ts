import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findSweep, type RunRecord } from '@bnlab/experiments';
import { readRecords } from '@bnlab/experiments/node';
import { parse } from 'yaml';
import { bnlab } from '../test/helpers/bnlab';
import { outcomeOf } from '../../../packages/experiments/test/record/outcome';

const examples = join(__dirname, '../examples/schedulers');
const PARTS = 3;
const SWEEP = ['relu-lr0.01-2000', '--seeds', '1-2', '--set', 'trainingBatches=2,30'];

let directory = '';
let whole: unknown[] = [];

/** Programs that the examples expect to find. */
const programs = {
  bnlab: `exec '${process.execPath}' '${join(__dirname, '../bin/bnlab.js')}' "$@"`,
  // What npx does with "--yes bnlab ARGUMENT...", where the package is there.
  npx: `[ "$1" = --yes ] && shift && exec "$@"`,
};

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
  await mkdir(join(directory, 'bin'));
  for (const [name, script] of Object.entries(programs)) await program(name, script);
  const { stdout } = await bnlab(['sweep', ...SWEEP, '--json', '--out', join(directory, 'one machine')]);
  whole = (JSON.parse(stdout) as { records: RunRecord[] }).records.map(outcomeOf);
  expect(whole).toHaveLength(4);
});
afterAll(() => rm(directory, { recursive: true }));

async function program(name: string, script: string): Promise<void> {
  const path = join(directory, 'bin', name);
  await writeFile(path, `#!/usr/bin/env bash\n${script}\n`);
  await chmod(path, 0o755);
}

/** Runs a command as a scheduler would: with its variables, and nothing of ours. */
function run(command: readonly string[], variables: Record<string, string> = {}): Promise<string> {
  const env = {
    PATH: [join(directory, 'bin'), process.env['PATH']].join(delimiter),
    HOME: directory,
    ...variables,
  };
  const child = spawn(command[0]!, command.slice(1), { cwd: directory, env });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(output))));
  });
}

/** What a directory holds, in the order of the sweep's plans. */
async function outcomes(out: string): Promise<unknown[]> {
  const { code, stdout, stderr } = await bnlab(['sweep', ...SWEEP, '--json', '--out', out]);
  expect(code).toBe(0);
  expect(stderr.match(/\(finished before\)/g)).toHaveLength(whole.length);
  return (JSON.parse(stdout) as { records: RunRecord[] }).records.map(outcomeOf);
}

const numbers = Array.from({ length: PARTS }, (_, index) => index);

describe('gnu-parallel.sh', () => {
  const script = join(examples, 'gnu-parallel.sh');
  const isThere = spawnSync('parallel', ['--version']).status === 0;
  // Where GNU parallel is not installed the commands that it would run are run one after the other.
  const standIn = `
    while [ "$1" != bnlab ]; do shift; done
    command=()
    while [ "$1" != ::: ]; do command+=("$1"); shift; done
    shift
    for value; do "\${command[@]//\\{\\}/$value}"; done`;

  test(`makes the sweep that one machine makes (${isThere ? 'with' : 'WITHOUT'} GNU parallel)`, async () => {
    if (!isThere) await program('parallel', standIn);
    const out = join(directory, 'with parallel');
    await run([script, String(PARTS), out, ...SWEEP]);
    expect(await outcomes(join(out, 'whole'))).toEqual(whole);
    const parts = numbers.map((index) => readRecords(join(out, 'parts', String(index + 1))));
    expect((await Promise.all(parts)).map((records) => records.length).sort()).toEqual([1, 1, 2]);
    expect(await run([script, String(PARTS), out, ...SWEEP])).toContain('0 records added');
  });

  test('says what it takes', async () => {
    await expect(run([script, '3', 'runs'])).rejects.toThrow('usage: gnu-parallel.sh PARTS OUT SWEEP');
  });
});

describe('slurm.sbatch', () => {
  const script = join(examples, 'slurm.sbatch');
  const task = (index: number) => ({
    SLURM_ARRAY_TASK_ID: String(index + 1),
    SLURM_ARRAY_TASK_COUNT: String(PARTS),
    SLURM_CPUS_PER_TASK: '1',
  });

  test('makes the sweep that one machine makes', async () => {
    const out = join(directory, 'with slurm');
    for (const index of numbers) await run(['bash', script, ...SWEEP, '--out', out], task(index));
    expect(await outcomes(out)).toEqual(whole);
  });

  test('makes one part again when that is submitted alone', async () => {
    const out = join(directory, 'part of a slurm array');
    const alone = { ...task(1), SLURM_ARRAY_TASK_COUNT: '1', PARTS: String(PARTS) };
    await run(['bash', script, ...SWEEP, '--out', out], alone);
    expect(await readRecords(out)).toHaveLength(1);
  });

  test('tells Slurm of its array and its cores before its first command', async () => {
    const text = await readFile(script, 'utf8');
    const directives = text.slice(0, text.indexOf('set -euo')).match(/^#SBATCH --[a-z-]+/gm);
    expect(directives).toEqual(expect.arrayContaining(['#SBATCH --array', '#SBATCH --cpus-per-task']));
  });
});

describe('kubernetes-job.yaml', () => {
  interface Job {
    apiVersion: string;
    kind: string;
    spec: {
      completionMode: string;
      completions: number;
      template: { spec: { restartPolicy: string; volumes: { name: string }[]; containers: Container[] } };
    };
  }
  interface Container {
    command: string[];
    env: { name: string; value?: string; valueFrom?: unknown }[];
    volumeMounts: { name: string; mountPath: string }[];
  }
  const read = async () => parse(await readFile(join(examples, 'kubernetes-job.yaml'), 'utf8')) as Job;

  test('is an indexed Job whose parts are its completions, and whose records go to its volume', async () => {
    const { apiVersion, kind, spec } = await read();
    expect({ apiVersion, kind, mode: spec.completionMode }).toEqual({
      apiVersion: 'batch/v1',
      kind: 'Job',
      mode: 'Indexed',
    });
    // Kubernetes takes backoffLimitPerIndex with this only.
    expect(spec.template.spec.restartPolicy).toBe('Never');
    const [container] = spec.template.spec.containers;
    const value = (name: string) => container!.env.find((entry) => entry.name === name)?.value;
    expect(value('PARTS')).toBe(String(spec.completions));
    const [{ mountPath, name } = { mountPath: '', name: '' }] = container!.volumeMounts;
    expect(spec.template.spec.volumes.map((volume) => volume.name)).toContain(name);
    expect(value('OUT')!.startsWith(`${mountPath}/`)).toBe(true);
    expect(findSweep(value('SWEEP')!.split(' ')[0]!)).toBeDefined();
  });

  test('makes the sweep that one machine makes', async () => {
    const out = join(directory, 'with kubernetes');
    const [{ command, env }] = (await read()).spec.template.spec.containers as [Container];
    // The sweep is a small one here; the cores come from the limit that the node enforces.
    const changed = { SWEEP: SWEEP.join(' '), PARTS: String(PARTS), OUT: out, CPUS: '1' };
    expect(env.map(({ name }) => name).sort()).toEqual(Object.keys(changed).sort());
    await Promise.all(
      numbers.map((index) => run(command, { ...changed, JOB_COMPLETION_INDEX: String(index) })),
    );
    expect(await outcomes(out)).toEqual(whole);
  });
});
