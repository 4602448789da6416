import isDeepEqual from 'fast-deep-equal';
import type { Overrides } from '../plan/override-settings';
import { findPreset, presets } from '../presets/find-preset';
import { checkRecords } from '../record/check-records';
import type { RunRecord } from '../record/run-record';
import type { RunSettings } from '../record/run-settings';
import { pairedDifference, type PairedDifference } from '../statistics/paired-difference';
import { findSweep } from '../claims/named-sweeps';
import { cellsOf, networksBySeed, networksOf, pairedValues, type Cell } from './cells';
import type { SettingName } from './setting-words';
import { summarizeNetworks, type NetworkSummary } from './summarize-networks';
import { sweptAxes } from './swept-axes';

/** Accuracies are measured on 10,000 test images. */
export const ACCURACY_RESOLUTION = 1e-4;

/** The results of the seeds of one cell of a sweep. */
export interface CellSummary {
  preset: string;
  /** The settings that vary between the cells, or are not those of the preset. */
  overrides: Overrides;
  seeds: number[];
  withoutBatchNorm?: NetworkSummary;
  withBatchNorm?: NetworkSummary;
  /** Test accuracy with batch norm minus without; not for fewer than three seeds that have both. */
  difference?: PairedDifference;
}

/** Statistics over seeds, a row for each cell. Runs belong to one cell if they differ in their seed alone. */
export function summarizeCells(records: readonly RunRecord[]): CellSummary[] {
  checkRecords('summarizeCells', records);
  const cells = cellsOf(records);
  const swept = new Map(
    [...new Set(cells.map(({ preset }) => preset))].map((preset) => [
      preset,
      sweptAxes(cells.filter((cell) => cell.preset === preset)).swept,
    ]),
  );
  return cells.map((cell) => summarizeCell(cell, swept.get(cell.preset)!));
}

function summarizeCell(cell: Cell, swept: readonly SettingName[]): CellSummary {
  const [without, withBatchNorm] = [networksOf(cell, false), networksOf(cell, true)];
  const difference = accuracyGain(cell);
  return {
    preset: cell.preset,
    overrides: overridesOf(cell, swept),
    seeds: cell.records.map(({ seed }) => seed),
    ...(without.length > 0 && { withoutBatchNorm: summarizeNetworks(without) }),
    ...(withBatchNorm.length > 0 && { withBatchNorm: summarizeNetworks(withBatchNorm) }),
    ...(difference && { difference }),
  };
}

/** Test accuracy with batch norm minus without, over the seeds of a cell that have both. */
export function accuracyGain(cell: Cell): PairedDifference | undefined {
  const differences = pairedValues(
    networksBySeed(cell, true),
    networksBySeed(cell, false),
    (one, other) => one.testAccuracy - other.testAccuracy,
  );
  return pairedDifference(differences, { resolution: ACCURACY_RESOLUTION });
}

/** The settings of the preset or sweep of that name, if there is one. */
function baseSettings(name: string): RunSettings | undefined {
  const sweep = findSweep(name);
  if (sweep) return sweep.settings;
  return presets.some((preset) => preset.name === name) ? findPreset(name) : undefined;
}

/** The settings that a named sweep varies. */
function gridSettings(name: string): SettingName[] {
  const parts = findSweep(name)?.parts ?? [];
  const names = parts.flatMap(({ grid }) => Object.keys(grid));
  return names.map((each) => (each === 'depth' ? 'layerSizes' : each)) as SettingName[];
}

/** A setting, without what the images decide of it: the first and last layer's sizes. */
function ofNetwork(settings: RunSettings, name: SettingName): RunSettings[SettingName] {
  return name === 'layerSizes' ? settings.layerSizes.slice(1, -1) : settings[name];
}

/** The settings of a cell that vary in its sweep, or are not those of the preset, as overrides of a plan. */
export function overridesOf({ preset, settings }: Cell, swept: readonly SettingName[]): Overrides {
  const base = baseSettings(preset);
  const varied = [...swept, ...gridSettings(preset)];
  const changed = (Object.keys(settings) as SettingName[]).filter(
    (name) =>
      varied.includes(name) || (base && !isDeepEqual(ofNetwork(base, name), ofNetwork(settings, name))),
  );
  return Object.fromEntries(
    changed.map((name): [string, number | string] => {
      const value = settings[name]!;
      return typeof value === 'object' ? ['depth', value.length - 2] : [name, value];
    }),
  );
}
