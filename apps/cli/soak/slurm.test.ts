import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunRecord } from '@bnlab/experiments';
import { readRecords } from '@bnlab/experiments/node';
import { outcomeOf } from '../../../packages/experiments/test/record/outcome';
import { bnlab } from '../test/helpers/bnlab';
import { recordFiles, recordsOf } from '../test/helpers/small-sweep';
import { hasSlurm, Slurm } from './helpers/slurm';

const PARTS = 3;
const SWEEP = ['relu-lr0.01-2000', '--seeds', '1-6', '--set', 'trainingBatches=200,300'];

// Where everything must be tested, Slurm must be there.
const onSlurm = hasSlurm || process.env['CI'] === 'true' ? describe : describe.skip;
if (!hasSlurm) {
  process.stderr.write('a sweep on Slurm needs root and the packages slurm-wlm and munge\n');
}

onSlurm('a sweep on Slurm', () => {
  let directory = '';
  let whole: RunRecord[] = [];
  let slurm: Slurm | undefined;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
    const { code, stdout } = await bnlab([
      'sweep',
      ...SWEEP,
      '--json',
      '--out',
      join(directory, 'one process'),
    ]);
    expect(code).toBe(0);
    whole = recordsOf(stdout);
    expect(whole).toHaveLength(12);
    slurm = new Slurm(join(directory, 'slurm'));
    await slurm.start();
  });
  afterAll(async () => {
    await slurm?.stop();
    await rm(directory, { recursive: true });
  });

  test('ends with the records of one process though a task of it is killed', async () => {
    const out = join(directory, 'runs');
    const part = join(out, 'parts/1');
    await mkdir(part, { recursive: true });
    await submit(directory, out, slurm!);
    await slurm!.untilQueue('two tasks run at a time', (lines) => lines.filter(isRunning).length === 2);
    while ((await recordFiles(part)).size === 0) await delay(20);
    process.kill(Number(await readFile(join(directory, 'pid-1-0'), 'utf8')), 'SIGKILL');
    const isBack = (line: string) => /^\d+_1 PENDING$/.test(line);
    await slurm!.untilQueue('the killed task is back', (lines) => lines.some(isBack));
    const kept = await recordFiles(part);
    expect(kept.size).toBeGreaterThan(0);
    expect(kept.size).toBeLessThan(whole.length / PARTS);

    // Slurm waits two minutes before it starts a task again. An operator need not.
    const task = slurm!.queue().find(isBack)!.split(' ')[0];
    slurm!.command('scontrol', ['update', `JobId=${task}`, 'StartTime=now']);
    await slurm!.untilQueue(
      'parts and merge are complete',
      (lines) => lines.length === PARTS + 1 && lines.every((line) => line.endsWith(' COMPLETED')),
    );

    const starts = (await readdir(directory)).filter((name) => name.startsWith('pid-')).sort();
    expect(starts).toEqual(['pid-1-0', 'pid-1-1', 'pid-2-0', 'pid-3-0']);
    const after = await recordFiles(part);
    for (const [id, text] of kept) expect(after.get(id)).toBe(text);
    const { found, trained } = await runsInLogs(directory);
    expect(found).toEqual([...kept.keys()].sort());
    const merged = await readRecords(join(out, 'whole'));
    // A task may be killed after it wrote a record and before it said so.
    expect(new Set(trained).size).toBe(trained.length);
    expect([...new Set([...trained, ...found])].sort()).toEqual(merged.map(({ id }) => id).sort());
    expect(sorted(merged.map(({ record }) => record))).toEqual(sorted(whole));
  });
});

const isRunning = (line: string) => /^\d+_\d+ RUNNING$/.test(line);

/** Outcomes of records, whatever the order of these. */
const sorted = (records: readonly RunRecord[]) =>
  records.map(outcomeOf).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** Hands the sweep to Slurm as its job file says, from a directory that the tasks' logs go to. */
async function submit(directory: string, out: string, { environment }: Slurm): Promise<void> {
  const { stdout: input } = await bnlab([
    'sweep',
    ...SWEEP,
    '--emit',
    'slurm',
    '--parts',
    String(PARTS),
    '--out',
    out,
  ]);
  const env = { ...process.env, ...environment, ...(await nodeEnvironment(directory)) };
  const { status, stdout } = spawnSync('bash', ['-s'], { input, cwd: directory, encoding: 'utf8', env });
  expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining('Submitted') });
}

/** The runs that the tasks said they found finished, and those they said they made, each as often as it was said. */
async function runsInLogs(directory: string): Promise<{ found: string[]; trained: string[] }> {
  const logs = (await readdir(directory)).filter((name) => /^bnlab-\d+_\d+\.log$/.test(name));
  const texts = await Promise.all(logs.map((name) => readFile(join(directory, name), 'utf8')));
  const lines = texts
    .join('\n')
    .split('\n')
    .filter((line) => /^\[\d+\/\d+\] /.test(line));
  const isFound = (line: string) => line.endsWith('(finished before)');
  const idOf = (line: string) => line.split(/[ :]/)[1]!;
  return {
    found: lines.filter(isFound).map(idOf).sort(),
    trained: lines
      .filter((line) => !isFound(line))
      .map(idOf)
      .sort(),
  };
}

/** What the tasks find: bnlab on their PATH, which writes down each of its starts. */
async function nodeEnvironment(directory: string): Promise<Record<string, string>> {
  const bin = join(directory, 'bin');
  await mkdir(bin);
  const script = `#!/usr/bin/env bash
[ -z "\${SLURM_ARRAY_TASK_ID:-}" ] || echo $$ > '${directory}'/pid-$SLURM_ARRAY_TASK_ID-\${SLURM_RESTART_COUNT:-0}
exec '${process.execPath}' '${join(__dirname, '../bin/bnlab.js')}' "$@"
`;
  await writeFile(join(bin, 'bnlab'), script);
  await chmod(join(bin, 'bnlab'), 0o755);
  return { PATH: [bin, process.env['PATH']].join(delimiter) };
}
