import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { RunRecord } from './run-record';

/** SHA-256, in hexadecimal, of a record's JSON without its checksum: names sorted, no white space. */
export function checksumOf({ checksum: _, ...record }: RunRecord): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(record, sorted))));
}

function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
