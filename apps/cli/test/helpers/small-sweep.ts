import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { RunRecord } from '@bnlab/experiments';
import { readRecords } from '@bnlab/experiments/node';
import { bnlab } from './bnlab';

/** How many runs the sweep of {@link command} has. */
export const RUNS = 6;

/** A sweep of a few seconds that writes to a directory. */
export const command = (out: string, ...more: string[]) => [
  ...[
    'sweep',
    'relu-lr0.01-2000',
    '--seeds',
    '1-3',
    '--set',
    'trainingBatches=40,60',
    '--json',
    '--out',
    out,
  ],
  ...more,
];

/** The records that `--json` printed. */
export const recordsOf = (stdout: string) => (JSON.parse(stdout) as { records: RunRecord[] }).records;

/** A directory for the tests of a file, and what the sweep gives that nothing disturbs, each once there is one. */
export function useSweep(): { directory: string; whole: RunRecord[] } {
  const sweep = { directory: '', whole: [] as RunRecord[] };
  beforeAll(async () => {
    sweep.directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
    const { code, stdout, stderr } = await bnlab(command(join(sweep.directory, 'whole')));
    expect({ code, stderr }).toMatchObject({ code: 0 });
    sweep.whole = recordsOf(stdout);
    expect(sweep.whole).toHaveLength(RUNS);
  });
  afterAll(() => rm(sweep.directory, { recursive: true }));
  return sweep;
}

/** The bytes of each record that is there. */
export async function recordFiles(out: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const { id } of await readRecords(out)) {
    files.set(id, await readFile(join(out, id, 'record.json'), 'utf8'));
  }
  return files;
}
