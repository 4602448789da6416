// Run an experiment.
export { trainAndTest, type TrainAndTestOptions } from './train-and-test';
export {
  trainNetwork,
  type RunProgress,
  type TrainedNetwork,
  type TrainNetworkOptions,
} from './train-network';

// Which experiments there are.
export { findPreset, presets } from './presets/find-preset';
export { lessonPresets } from './presets/lesson';
export { networkPresets } from './presets/networks';
export { predictionPresets } from './presets/predictions';
export type { Preset, PublishedResult } from './presets/preset';

// Which runs make one up.
export { onData } from './plan/on-data';
export { overrideSettings, parseSetting, type Overrides } from './plan/override-settings';
export { planRun, type RunPlan } from './plan/run-plan';
export { runCost } from './plan/run-cost';
export { shardOf } from './plan/shard-of';

// What a run leaves.
export { mergeRecords } from './record/merge-records';
export { parseRecord, RecordError } from './record/parse-record';
export { describeData } from './record/describe-data';
export type { DataRecord } from './record/data-record';
export type {
  NetworkRecord,
  PreactivationRecord,
  Guesses,
  RunEnvironment,
  RunRecord,
} from './record/run-record';
export type { Normalization, RunSettings } from './record/run-settings';

// Sweeps over settings, and what they claim.
export { findSweep, namedSweeps } from './claims/named-sweeps';
export {
  planNamedSweep,
  type Comparison,
  type Expectation,
  type NamedSweep,
  type SweepMeasure,
  type SweepPart,
} from './claims/named-sweep';
export { planSweep, type Grid } from './plan/plan-sweep';

// What papers claim, measured again.
export { paperClaims } from './papers/paper-claims';
export type { Lab, Paper, PaperClaim } from './papers/paper-claim';
export { judgePapers, type PaperResult, type PapersDocument, type PaperValue } from './papers/judge-papers';
export { papersTable } from './papers/papers-table';

// What came of them: words, tables and figures for any renderer.
export { describeRecords, type ExperimentResult, type RecordsResult } from './results/describe-records';
export { describeSweep, type SweepResult } from './results/describe-sweep';
export { lessonTable } from './results/lesson-table';
export { headlineTable } from './results/headline-table';
export { runTable } from './results/run-table';
export type { Figure, FigureRow } from './results/figure';
export type { Provenance } from './results/provenance';
export type { Table, TableColumn, TableRow } from './results/table';
export type { DecidingDifference, VerdictLine } from './results/verdict-lines';

// Words, the same for every renderer.
export { markdownTable } from './results/markdown-table';
export { settingName, settingText } from './results/setting-words';

// What came of them: numbers.
export {
  judge,
  type Decision,
  type JudgedComparison,
  type JudgedExpectation,
  type Verdict,
} from './claims/judge';
export { drift } from './results/drift';
export { hasFailed, outcomeOf, outcomeText, peakOf, type Outcome } from './results/outcome';
export { reproductions, type Reproduction } from './results/reproduction';
export { stepsToAccuracy, type Reach } from './results/steps-to-accuracy';
export { summarizeCells, type CellSummary } from './results/summarize-cells';
export { summarizeNetworks, type NetworkSummary, type Spread } from './results/summarize-networks';
export { pairedDifference, type PairedDifference } from './statistics/paired-difference';
export { quartiles, type Quartiles } from './statistics/quartiles';

// @internal Parts of the command line and the site: for the packages of bnlab alone.
export { nearestSweepable } from './claims/named-sweeps';
export { describeEnvironment } from './environment';
export { distinctPlans } from './plan/distinct-plans';
export { isRecordOf } from './plan/is-record-of';
export { settingNames } from './plan/override-settings';
export { count, counted, percent, seedRanges, sentenceCase } from './results/words';
export { assembleRecord } from './train-and-test';

// What went wrong.
export { ArgumentError } from '@bnlab/arguments';
