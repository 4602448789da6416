export { readRecords, RunStore } from './record/run-store';
export { runPlans, type RunPlansOptions } from './worker/run-plans';
