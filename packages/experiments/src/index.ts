export { findPreset, presets, UnknownPresetError } from './presets/find-preset';
export { lessonPresets } from './presets/lesson';
export type { Preset, PublishedResult } from './presets/preset';
export type { NetworkRecord, RunEnvironment, RunRecord, RunSettings } from './run-record';
export { trainAndTest, type RunProgress, type TrainAndTestOptions } from './train-and-test';
