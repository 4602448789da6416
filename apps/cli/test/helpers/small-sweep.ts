import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { RunRecord } from '@bnlab/experiments';
import { readRecords } from '@bnlab/experiments/node';
import { bnlab } from './bnlab';
import { writeFewLetters } from './few-letters';

/** How many runs the sweep of {@link useSweep} has. */
export const RUNS = 6;

/** A sweep of a few seconds that writes to a directory; on MNIST, or on the images of a directory. */
const commandOn =
  (images: readonly string[]) =>
  (out: string, ...more: string[]) => [
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
    ...images,
    ...more,
  ];

/** The records that `--json` printed. */
export const recordsOf = (stdout: string) => (JSON.parse(stdout) as { records: RunRecord[] }).records;

/** A directory for the tests of a file, and what the sweep gives that nothing disturbs, each once there is one. */
interface SmallSweep {
  directory: string;
  whole: RunRecord[];
  command: (out: string, ...more: string[]) => string[];
}

/** Has the sweep made before the tests of a file: on MNIST, or on few letters where any images do. */
export function useSweep(images: 'mnist' | 'few letters'): SmallSweep {
  const sweep: SmallSweep = { directory: '', whole: [], command: commandOn([]) };
  beforeAll(async () => {
    sweep.directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
    if (images === 'few letters') {
      const letters = await writeFewLetters(sweep.directory);
      // A thread takes longer to start than these networks take to train.
      sweep.command = commandOn(['--data', letters, '--jobs', '1']);
    }
    const { code, stdout, stderr } = await bnlab(sweep.command(join(sweep.directory, 'whole')));
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
