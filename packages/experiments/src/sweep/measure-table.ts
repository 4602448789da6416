import { summarizeBest } from './best-learning-rate';
import { summarizeDrift } from './drift';
import { cellsOf } from './judge';
import type { SweepMeasure, SweptRun } from './named-sweep';
import {
  MILESTONES,
  summarizeNormalizations,
  type CellSummary,
  type VariantSummary,
} from './summarize-sweep';
import type { Overrides } from '../plan/override-settings';

/** What a sweep's runs gave: a row a cell of its grid, statistics over its seeds. */
export interface MeasureTable {
  /** Names of the columns, on two lines where that is short of space. */
  head: string[];
  rows: string[][];
}

const NORMALIZATIONS = ['none', 'batch', 'ghost', 'renorm', 'group'] as const;

/** The table of a measure, as text without layout: terminals, Markdown and pages each give it theirs. */
export function measureTable(
  runs: readonly SweptRun[],
  measure: SweepMeasure = 'test accuracy',
): MeasureTable {
  return tables[measure](runs);
}

const tables: Record<SweepMeasure, (runs: readonly SweptRun[]) => MeasureTable> = {
  'test accuracy': (runs) => {
    const cells = cellsOf(runs);
    const both = cells.some(({ withoutBatchNorm }) => withoutBatchNorm);
    const head = both
      ? ['without: test %', 'failed', 'with: test %', 'failed', 'with − without (95 %)']
      : ['with: test %', 'failed'];
    return settingsTable(cells, head, ({ withoutBatchNorm, withBatchNorm, difference, seeds }) => [
      ...(both ? [spread(withoutBatchNorm), failures(withoutBatchNorm, seeds)] : []),
      spread(withBatchNorm),
      failures(withBatchNorm, seeds),
      ...(both ? [interval(difference)] : []),
    ]);
  },

  'steps to accuracy': (runs) => {
    const cells = cellsOf(runs);
    const columns = MILESTONES.flatMap((accuracy) => {
      const percent = Math.round(100 * accuracy);
      return [`to ${percent} %\nwithout`, `to ${percent} %\nwith`];
    });
    const head = [...columns, '90 %, s\nwithout', '90 %, s\nwith'];
    return settingsTable(cells, head, ({ withoutBatchNorm, withBatchNorm }) => {
      const pair = (index: number, unit: 'steps' | 'seconds') =>
        [withoutBatchNorm, withBatchNorm].map((variant) => soon(variant?.reach[index]?.[unit].median, unit));
      return [...MILESTONES.flatMap((_, index) => pair(index, 'steps')), ...pair(1, 'seconds')];
    });
  },

  'best test accuracy': (runs) =>
    settingsTable(
      summarizeBest(runs),
      ['best rate\nwithout', 'test %', 'best rate\nwith', 'test %', 'with − without (95 %)'],
      ({ withoutBatchNorm, withBatchNorm, difference }) => [
        String(withoutBatchNorm.learningRate),
        spread(withoutBatchNorm.summary),
        String(withBatchNorm.learningRate),
        spread(withBatchNorm.summary),
        interval(difference),
      ],
    ),

  'test accuracy by normalization': (runs) => {
    const rows = summarizeNormalizations(runs);
    const known = NORMALIZATIONS.filter((kind) => rows.some(({ variants }) => variants[kind]));
    return settingsTable(rows, [...known], ({ variants }) => known.map((kind) => spread(variants[kind])));
  },

  drift: (runs) =>
    settingsTable(
      summarizeDrift(runs),
      ['layer', 'drift without', 'drift with'],
      ({ layer, withoutBatchNorm, withBatchNorm }) => [
        String(layer),
        ...[withoutBatchNorm, withBatchNorm].map((value) => (value === null ? 'infinite' : value.toFixed(2))),
      ],
    ),
};

/** A table whose first columns are what differs between the rows: the preset, and settings. */
function settingsTable<Row extends { preset: string; overrides: Overrides }>(
  rows: readonly Row[],
  head: readonly string[],
  cells: (row: Row) => string[],
): MeasureTable {
  const varied = variedSettings(rows.map(({ overrides }) => overrides));
  const hasPresets = new Set(rows.map(({ preset }) => preset)).size > 1;
  return {
    head: [...(hasPresets ? ['preset'] : []), ...varied, ...head],
    rows: rows.map((row) => [
      ...(hasPresets ? [row.preset] : []),
      ...varied.map((name) => String(row.overrides[name] ?? '–')),
      ...cells(row),
    ]),
  };
}

/** The settings that tell rows apart; of two that always vary together, the first. */
function variedSettings(rows: readonly Overrides[]): string[] {
  const names = [...new Set(rows.flatMap((overrides) => Object.keys(overrides)))];
  const different = (chosen: readonly string[]) =>
    new Set(rows.map((overrides) => JSON.stringify(chosen.map((name) => overrides[name] ?? null)))).size;
  return names.reduce<string[]>((kept, name) => {
    const isDecided = (kept.length === 0 ? [[]] : kept.map((other) => [other])).some(
      (known) => different([...known, name]) === different(known),
    );
    return isDecided ? kept : [...kept, name];
  }, []);
}

/** Median and quartiles of the test accuracy, in percent. */
function spread(summary: VariantSummary | undefined): string {
  if (!summary) return '–';
  const { lower, median, upper } = summary.testAccuracy;
  return `${share(median).padStart(4)} (${share(lower)}–${share(upper)})`;
}

function failures(summary: CellSummary['withBatchNorm'], seeds: readonly number[]): string {
  return summary ? `${Math.round(summary.failed * seeds.length)}/${seeds.length}` : '–';
}

/** A difference in percentage points, and its interval. */
function interval(difference: CellSummary['difference']): string {
  if (!difference) return '–';
  const { mean, low, high } = difference;
  return `${points(mean).padStart(5)} (${points(low)} to ${points(high)})`;
}

function points(difference: number): string {
  const text = share(Math.abs(difference));
  return (difference < 0 ? '−' : '+') + text;
}

function share(value: number): string {
  return (100 * value).toFixed(1);
}

function soon(value: number | null | undefined, unit: 'steps' | 'seconds'): string {
  if (value === null || value === undefined) return '–';
  return unit === 'steps' ? Math.round(value).toLocaleString('en') : value.toFixed(2);
}
