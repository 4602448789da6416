export { readRecords, RunStore } from './record/run-store';
export { findRecords, type RecordSource } from './record/find-records';
