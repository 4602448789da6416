import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accuracySvg } from '@bnlab/viz/node';
import writeFileAtomic from 'write-file-atomic';
import type { RunRecord } from '../run-record';

/**
 * Makes sure that files can be written to a directory, before any work is done that would be lost if they could not.
 *
 * @throws Error naming the directory and why.
 */
export async function checkWritable(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    const probe = join(directory, `.bnlab-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (cause) {
    throw new Error(`cannot write to ${directory}: ${(cause as Error).message}`, { cause });
  }
}

/** Writes a run's record and its chart to a directory of its own; returns that directory. */
export async function writeRun(out: string, record: RunRecord, name: string): Promise<string> {
  const directory = join(out, name);
  await mkdir(directory, { recursive: true });
  await writeFileAtomic(join(directory, 'record.json'), `${JSON.stringify(record, null, 2)}\n`);
  await writeFileAtomic(join(directory, 'accuracy.svg'), accuracySvg([record]));
  return directory;
}
