export { reproductionRule, reproductions, type Reproduction } from './lesson/reproduction';
export { overrideSettings, parseSetting, SettingError, type Overrides } from './plan/override-settings';
export { planRun, type RunPlan } from './plan/run-plan';
export { shardOf } from './plan/shard-of';
export { findPreset, presets, UnknownPresetError } from './presets/find-preset';
export { lessonPresets } from './presets/lesson';
export { networkPresets } from './presets/networks';
export { predictionPresets } from './presets/predictions';
export type { Preset, PublishedResult } from './presets/preset';
export { parseRecord, RecordError } from './record/parse-record';
export type {
  NetworkRecord,
  PreactivationRecord,
  Predictions,
  RunEnvironment,
  RunRecord,
} from './record/run-record';
export type { Normalization, RunSettings } from './record/run-settings';
export { gridCells, planSweep, type Grid } from './sweep/plan-sweep';
export { summarizeBest, type BestSummary, type BestVariant } from './sweep/best-learning-rate';
export { drift, summarizeDrift, type DriftSummary } from './sweep/drift';
export { judge, type Verdict } from './sweep/judge';
export {
  planNamedSweep,
  type NamedSweep,
  type Prediction,
  type SweepMeasure,
  type SweepPart,
  type SweptRun,
} from './sweep/named-sweep';
export { findSweep, namedSweeps } from './sweep/named-sweeps';
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
export { assembleRecord, trainAndTest, type TrainAndTestOptions } from './train-and-test';
export {
  trainNetwork,
  type RunProgress,
  type TrainedNetwork,
  type TrainNetworkOptions,
} from './train-network';
