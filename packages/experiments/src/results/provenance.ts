import type { RunRecord } from '../record/run-record';
import { isWholeSweep } from '../claims/is-whole-sweep';
import { cellsOf, type Cell } from './cells';
import type { SettingName } from './setting-words';
import { overridesOf } from './summarize-cells';
import { sweptAxes } from './swept-axes';
import { count, seedRanges } from './words';

/** The records behind a result, and the command that makes it again. */
export interface Provenance {
  /** Terms and what they are: the settings by name, seeds, machines, versions. */
  entries: [term: string, text: string][];
  /** The command that makes these runs again. */
  command: string;
}

/** The provenance of runs of one preset or sweep. */
export function provenanceOf(records: readonly RunRecord[]): Provenance {
  return {
    entries: [
      ['seeds', seedRanges(records)],
      ...settingEntries(records),
      ...machinesOf(records).map((machine): [string, string] => ['made on', machine]),
      ...distinct(records.map(describeData)).map((data): [string, string] => ['images', data]),
      ...distinct(records.flatMap(({ environment: { commit } }) => commit ?? [])).map(
        (commit): [string, string] => ['commit', commit],
      ),
      ...distinct(records.map(describeVersions)).map((versions): [string, string] => ['versions', versions]),
    ],
    command: reproducingCommand(records),
  };
}

/** The machines and engines that runs were made on. */
export function machinesOf(records: readonly RunRecord[]): string[] {
  return distinct(records.map(describeMachine));
}

/** The command that makes runs of one preset or sweep again. */
export function reproducingCommand(records: readonly RunRecord[]): string {
  const { preset } = records[0]!;
  const { data } = records[0]!.settings;
  const images = data === undefined ? '' : ` --data ${data}`;
  const start = `npx bnlab sweep ${preset}${images} --seeds ${seedRanges(records).replaceAll(' ', '')}`;
  if (isWholeSweep(preset, records)) return start;
  const cells = cellsOf(records);
  const { swept } = sweptAxes(cells);
  const values = new Map<string, Set<number | string>>();
  for (const [name, value] of cells.flatMap((cell) => Object.entries(overridesOf(cell, swept)))) {
    if (name === 'data') continue;
    values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  return [start, ...[...values].map(([name, ofName]) => `--set ${name}=${[...ofName].join(',')}`)].join(' ');
}

function settingEntries(records: readonly RunRecord[]): [string, string][] {
  const cells = cellsOf(records);
  const names = distinct(cells.flatMap(({ settings }) => Object.keys(settings))) as SettingName[];
  return names.map((name) => [name, distinct(cells.map((cell) => valueText(cell, name))).join('; ')]);
}

function valueText({ settings }: Cell, name: SettingName): string {
  const value = settings[name];
  if (value === undefined) return 'default';
  return typeof value === 'object' ? value.join('-') : String(value);
}

function describeMachine({ environment }: RunRecord): string {
  const { cpu, platform, engine, backend, revectorized } = environment;
  const how = revectorized && 'vector operations joined by V8';
  return [engine === backend ? `${engine} engine` : `${engine} engine, ${backend}`, cpu, platform, how]
    .filter(Boolean)
    .join(', ');
}

function describeData({ data, settings }: RunRecord): string {
  if (!data) return settings.data ?? 'mnist';
  const { name, sha256, train, validation, test } = data;
  const counts = `${count(train)} to learn from, ${count(validation)} for validation, ${count(test)} to test`;
  return [name, counts, ...(sha256 === undefined ? [] : [`SHA-256 ${sha256}`])].join(', ');
}

function describeVersions({ environment: { node, versions } }: RunRecord): string {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [...(node === undefined ? [] : [`Node.js ${node}`]), ...packages].join(', ');
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
