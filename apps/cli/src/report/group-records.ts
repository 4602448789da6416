import { isDeepStrictEqual } from 'node:util';
import {
  type NamedSweep,
  presets,
  type RunRecord,
  type RunSettings,
  type SweptRun,
} from '@bnlab/experiments';
import type { RecordSource } from '@bnlab/experiments/node';
import { sweptRuns } from './swept-runs';

/** The runs of one preset from one source. */
export interface RecordGroup {
  source: string;
  preset: string;
  records: RunRecord[];
  /** The settings in which its runs differ: none for seeds of one experiment, some for a sweep. */
  swept: (keyof RunSettings)[];
  /** Its runs as those of a sweep, cell by cell. */
  runs: SweptRun[];
  /** The named sweep of which they are the whole; undefined for a part of one, and for values of one's own. */
  sweep?: NamedSweep | undefined;
}

/** Sorts what was found by source and preset: sources in the order given, presets in that of `bnlab list`. */
export function groupRecords(sources: readonly RecordSource[]): RecordGroup[] {
  return sources.flatMap(({ name, records }) =>
    inOrder(records.map(({ preset }) => preset)).map((preset) => {
      const ofPreset = records.filter((record) => record.preset === preset).sort((a, b) => a.seed - b.seed);
      const swept = sweptSettings(ofPreset);
      const group = { source: name, preset, records: ofPreset, swept };
      return { ...group, ...sweptRuns({ preset, records: ofPreset, swept }) };
    }),
  );
}

function sweptSettings(records: readonly RunRecord[]): (keyof RunSettings)[] {
  const [first] = records;
  const names = new Set(records.flatMap(({ settings }) => Object.keys(settings) as (keyof RunSettings)[]));
  return [...names].filter((name) =>
    records.some(({ settings }) => !isDeepStrictEqual(settings[name], first!.settings[name])),
  );
}

function inOrder(names: readonly string[]): string[] {
  const order = presets.map(({ name }) => name);
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...new Set(names)].sort((a, b) => rank(a) - rank(b));
}
