export { readRecords, RunStore } from './record/run-store';
export { runPlans, type RunPlansOptions } from './worker/run-plans';
export { findRecords, type RecordSource } from './report/find-records';
export { headlineMarkdown } from './report/headline-markdown';
export { reportHtml } from './report/report-html';
export { reportMarkdown } from './report/report-markdown';
