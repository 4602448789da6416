import { writeFile } from 'node:fs/promises';
import type { RunRecord } from '@bnlab/experiments';
import { checksumOf } from '../../../../packages/experiments/src/record/checksum';

/** Writes a record as if a run had come to it: whole, with the checksum of what it says. */
export function writeRecord(path: string, record: RunRecord): Promise<void> {
  return writeFile(path, JSON.stringify({ ...record, checksum: checksumOf(record) }));
}
