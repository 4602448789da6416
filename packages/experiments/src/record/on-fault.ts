import type { RecordError } from './parse-record';

/** Called with each damaged record: it is left out if this returns. */
export type OnFault = (error: RecordError) => void;

/** Stops at the first damaged record. */
export function raise(error: RecordError): never {
  throw error;
}
