import type { RecordError } from './parse-record';

/** What to do about a damaged record: it is left out if this returns. */
export type OnFault = (error: RecordError) => void;

/** Stops at the first damaged record. */
export function raise(error: RecordError): never {
  throw error;
}
