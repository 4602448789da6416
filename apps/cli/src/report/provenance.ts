import { findSweep, presets, type RunRecord, type RunSettings } from '@bnlab/experiments';
import { htmlEscape } from 'escape-goat';
import { settingText, type SettingValue } from './grid-cells';
import type { RecordGroup } from './group-records';

/** The settings, seeds, versions and machines behind a picture, and the command that reproduces it, folded away. */
export function provenanceHtml(group: RecordGroup): string {
  const rows = [
    ['seeds', seedRanges(group.records)],
    ...settingRows(group),
    ...distinct(group.records, describeMachine).map((machine) => ['made on', machine]),
    ...distinct(group.records, describeVersions).map((versions) => ['versions', versions]),
  ];
  const list = rows.map(([term, value]) => htmlEscape`<dt>${term!}</dt><dd>${value!}</dd>`).join('');
  return (
    `<details><summary>Settings, and the command that makes it again</summary><dl>${list}</dl>` +
    htmlEscape`<pre tabindex="0"><code>${reproducingCommand(group)}</code></pre></details>`
  );
}

/** What to type to make a group of runs again. */
export function reproducingCommand(group: RecordGroup): string {
  const { preset, records, swept } = group;
  const seeds = `--seeds ${seedRanges(records).replaceAll(' ', '')}`;
  if (group.sweep) return `npx bnlab sweep ${preset} ${seeds}`;
  const changed = changedSettings(records, swept).map(
    ([name, values]) => `--set ${name}=${values.join(',')}`,
  );
  return ['npx bnlab sweep', preset, seeds, ...changed].join(' ');
}

/** `1–5, 8`, for people, and with hyphens for programs. */
export function seedRanges(records: readonly RunRecord[]): string {
  const seeds = [...new Set(records.map(({ seed }) => seed))].sort((a, b) => a - b);
  const ranges: [first: number, last: number][] = [];
  for (const seed of seeds) {
    const range = ranges.at(-1);
    if (range && seed === range[1] + 1) range[1] = seed;
    else ranges.push([seed, seed]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}

type Setting = [name: string, values: string[]];

function settingRows({ records, swept }: RecordGroup): Setting[0][][] {
  const { settings } = records[0]!;
  return entriesOf(settings).map(([name, value]) => {
    const values = (swept as string[]).includes(name)
      ? distinct(records, (record) => valueOf(record, name))
      : [];
    return [name, values.length > 0 ? values.join('; ') : settingText(value)];
  });
}

/** Settings that are not as the preset has them, or are not the same in all runs. */
function changedSettings(records: readonly RunRecord[], swept: readonly string[]): Setting[] {
  const { preset } = records[0]!;
  const original = {
    ...(findSweep(preset)?.settings ?? presets.find(({ name }) => name === preset)),
  } as Record<string, SettingValue>;
  return entriesOf(records[0]!.settings)
    .filter(([name, value]) => swept.includes(name) || settingText(value) !== settingText(original[name]))
    .map(([name]) =>
      name === 'layerSizes'
        ? ['depth', distinct(records, ({ settings }) => String(settings.layerSizes.length - 2))]
        : [name, distinct(records, (record) => valueOf(record, name))],
    );
}

function valueOf({ settings }: RunRecord, name: string): string {
  return settingText((settings as unknown as Record<string, SettingValue>)[name]);
}

/** What a group of runs ran on, in a sentence. */
export function machinesOf(records: readonly RunRecord[]): string {
  return distinct(records, describeMachine).join('; ');
}

function describeMachine({ environment: { cpu, platform, engine, backend } }: RunRecord): string {
  return [engine === backend ? `${engine} engine` : `${engine} engine, ${backend}`, cpu, platform]
    .filter(Boolean)
    .join(', ');
}

function describeVersions({ environment: { node, versions } }: RunRecord): string {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [...(node === undefined ? [] : [`Node.js ${node}`]), ...packages].join(', ');
}

function distinct(records: readonly RunRecord[], describe: (record: RunRecord) => string): string[] {
  return [...new Set(records.map(describe))];
}

function entriesOf(settings: RunSettings): [name: string, value: SettingValue][] {
  return Object.entries(settings) as [string, SettingValue][];
}
