export { reproductionRule, reproductions, type Reproduction } from './lesson/reproduction';
export { overrideSettings, parseSetting, SettingError, type Overrides } from './plan/override-settings';
export { planRun, type RunPlan } from './plan/run-plan';
export { findPreset, presets, UnknownPresetError } from './presets/find-preset';
export { lessonPresets } from './presets/lesson';
export { predictionPresets } from './presets/predictions';
export type { Preset, PublishedResult } from './presets/preset';
export { parseRecord, RecordError } from './record/parse-record';
export type { NetworkRecord, Predictions, RunEnvironment, RunRecord } from './record/run-record';
export type { RunSettings } from './record/run-settings';
export { gridCells, planSweep, shardOf, type Grid } from './sweep/plan-sweep';
export { hasFailed, summarizeSweep, type CellSummary, type VariantSummary } from './sweep/summarize-sweep';
export { bootstrapMean, quartiles, type Quartiles } from './sweep/summary';
export { assembleRecord, trainAndTest, type TrainAndTestOptions } from './train-and-test';
export {
  trainNetwork,
  type RunProgress,
  type TrainedNetwork,
  type TrainNetworkOptions,
} from './train-network';
