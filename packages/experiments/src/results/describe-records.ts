import { checkArray } from '../check-array';
import { checkRecords } from '../record/check-records';
import { presets } from '../presets/find-preset';
import { namedSweeps } from '../claims/named-sweeps';
import type { RecordSource } from '../record/find-records';
import type { NetworkRecord, Guesses, RunRecord } from '../record/run-record';
import { cellTitle } from './cell-title';
import { cellsOf, type Cell } from './cells';
import { describeSweep, type SweepResult } from './describe-sweep';
import { experimentsTable } from './experiments-table';
import type { Figure } from './figure';
import { lessonTable } from './lesson-table';
import { provenanceOf, type Provenance } from './provenance';
import { reproductions } from './reproduction';
import type { Table } from './table';
import { percent, seedRanges } from './words';

/** An experiment that was run with one choice of settings, from one or more seeds. */
export interface ExperimentResult {
  source: string;
  preset: string;
  title: string;
  records: readonly RunRecord[];
  /** Validation accuracy over training; absent where one network was trained. */
  figure?: Figure;
  /** The guesses of the first seed's network on single images. */
  guesses?: Guesses;
  caption: string;
  provenance: Provenance;
}

/** All that is said and shown of a collection of records. */
export interface RecordsResult {
  /** The lesson's table. */
  lesson?: Table;
  /** Experiments that are no attempts at a figure of the lesson. */
  others?: Table;
  experiments: ExperimentResult[];
  sweeps: (SweepResult & { source: string })[];
  /** How many comparisons with the lesson there are, and how many agree. */
  compared: { total: number; reproduced: number };
}

/** Describes a collection of records: sources in the order given, presets in that of `bnlab list`. */
export function describeRecords(sources: readonly RecordSource[]): RecordsResult {
  checkArray('describeRecords', 'sources', sources, '{ name, records }');
  sources.forEach(({ records }) => checkRecords('describeRecords', records));
  const groups = sources.flatMap(({ name: source, records }) =>
    inOrder(records.map(({ preset }) => preset)).flatMap((preset) => {
      const ofPreset = records.filter((record) => record.preset === preset).sort((a, b) => a.seed - b.seed);
      return eachData(ofPreset).map((ofData) => ({
        source,
        preset,
        records: ofData,
        cells: cellsOf(ofData),
      }));
    }),
  );
  const sweeps = groups.filter(({ preset, cells }) => isSweep(preset, cells));
  const experiments = groups.filter((group) => !sweeps.includes(group));
  const all = distinctRuns(sources.flatMap(({ records }) => records));
  const compared = all.flatMap(reproductions);
  const lesson = lessonTable(all);
  const others = experimentsTable(experiments.flatMap(({ records }) => records));
  return {
    ...(lesson && { lesson }),
    ...(others && { others }),
    experiments: experiments.flatMap(({ source, cells }) =>
      cells.map((cell) => describeExperiment(source, cell)),
    ),
    sweeps: sweeps.map(({ source, preset, records }) => ({ source, ...describeSweep(preset, records) })),
    compared: { total: compared.length, reproduced: compared.filter(({ reproduced }) => reproduced).length },
  };
}

/** From so many seeds on, a line for each says less than where most of them are. */
const BANDS = 5;

/** Describes the runs of one preset with the same settings. */
export function describeExperiment(source: string, cell: Cell): ExperimentResult {
  const { preset, records } = cell;
  const guessing = records.flatMap(({ networks }) => networks).filter(hasPredictions);
  const title = cellTitle(cell);
  const chart = records.length >= BANDS ? 'seedBands' : 'accuracyChart';
  const shares = guessing.map(({ predictions }) => percent(predictions.accuracy)).join(', ');
  return {
    ...{ source, preset, title, records },
    ...(records[0]!.networks.length > 1 && { figure: { chart, title, records } as const }),
    ...(guessing.length > 0 && { guesses: guessing[0]!.predictions }),
    caption: `Seeds ${seedRanges(records)}.${guessing.length > 0 ? ` Right, for each seed: ${shares}.` : ''}`,
    provenance: provenanceOf(records),
  };
}

/** The records of each set of images, MNIST's first. */
function eachData(records: readonly RunRecord[]): RunRecord[][] {
  const names = [...new Set(records.map(({ settings }) => settings.data ?? ''))].sort();
  return names.map((name) => records.filter(({ settings }) => (settings.data ?? '') === name));
}

function isSweep(preset: string, cells: readonly Cell[]): boolean {
  return cells.length > 1 || namedSweeps.some(({ name }) => name === preset);
}

/** A run that several sources hold counts once. */
function distinctRuns(records: readonly RunRecord[]): RunRecord[] {
  return cellsOf(records).flatMap((cell) => [
    ...new Map([...cell.records].reverse().map((record) => [record.seed, record])).values(),
  ]);
}

function inOrder(names: readonly string[]): string[] {
  const order = presets.map(({ name }) => name);
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...new Set(names)].sort((a, b) => rank(a) - rank(b));
}

function hasPredictions(network: NetworkRecord): network is NetworkRecord & { predictions: Guesses } {
  return network.predictions !== undefined;
}
