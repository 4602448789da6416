export { readRecords, RunStore } from './record/run-store';
export { makeDirectory } from './record/make-directory';
export { findRecords, type RecordSource } from './record/find-records';
