// Run an experiment.
export { assembleRecord, trainAndTest, type TrainAndTestOptions } from './train-and-test';
export {
  trainNetwork,
  type RunProgress,
  type TrainedNetwork,
  type TrainNetworkOptions,
} from './train-network';
export { describeEnvironment } from './environment';

// Which experiments there are.
export { findPreset, presets, UnknownPresetError } from './presets/find-preset';
export { lessonPresets } from './presets/lesson';
export { networkPresets } from './presets/networks';
export { predictionPresets } from './presets/predictions';
export type { Preset, PublishedResult } from './presets/preset';

// Which runs make one up.
export { distinctPlans } from './plan/distinct-plans';
export { isRecordOf } from './plan/is-record-of';
export {
  overrideSettings,
  parseSetting,
  SettingError,
  settingNames,
  type Overrides,
} from './plan/override-settings';
export { planRun, type RunPlan } from './plan/run-plan';
export { shardOf } from './plan/shard-of';

// What a run leaves.
export { mergeRecords } from './record/merge-records';
export { parseRecord, RecordError } from './record/parse-record';
export type {
  NetworkRecord,
  PreactivationRecord,
  Predictions,
  RunEnvironment,
  RunRecord,
} from './record/run-record';
export type { Normalization, RunSettings } from './record/run-settings';

// Sweeps over settings, and what they claim.
export { findSweep, namedSweeps, nearestSweepable } from './sweep/named-sweeps';
export {
  planNamedSweep,
  type NamedSweep,
  type Prediction,
  type SweepMeasure,
  type SweepPart,
  type SweptRun,
} from './sweep/named-sweep';
export { gridCells, planSweep, type Grid } from './sweep/plan-sweep';

// What came of them.
export { reproductionRule, reproductions, type Reproduction } from './lesson/reproduction';
export { summarizeBest, type BestSummary, type BestVariant } from './sweep/best-learning-rate';
export { drift, summarizeDrift, type DriftSummary } from './sweep/drift';
export { judge, type Verdict } from './sweep/judge';
export { measureTable } from './sweep/measure-table';
export { reach, stepsToAccuracy, type OpenQuartiles, type Reach } from './sweep/steps-to-accuracy';
export {
  hasFailed,
  MILESTONES,
  summarizeNormalizations,
  summarizeSweep,
  type CellSummary,
  type NormalizationSummary,
  type VariantSummary,
} from './sweep/summarize-sweep';
export { bootstrapMean, quartiles, type Quartiles } from './sweep/summary';
