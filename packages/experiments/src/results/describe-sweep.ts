import { judge, type Verdict } from '../claims/judge';
import { findSweep } from '../claims/named-sweeps';
import { plannedRecords } from '../claims/planned-records';
import { checkRecords } from '../record/check-records';
import type { RunRecord } from '../record/run-record';
import { cellsOf, type Cell } from './cells';
import type { Figure } from './figure';
import { machinesOf, provenanceOf, type Provenance } from './provenance';
import { settingName, settingNumber, settingText, type SettingName } from './setting-words';
import { sweepFigures } from './sweep-figures';
import { sweepTable } from './sweep-table';
import { sweptAxes } from './swept-axes';
import type { Table } from './table';
import { titleOf } from './title-of';
import { verdictLines, type VerdictLine } from './verdict-lines';
import { seedRanges } from './words';

/** All that is said and shown of a sweep: terminal, Markdown, report and site render it, and compute nothing. */
export interface SweepResult {
  /** Of the sweep, or of the preset whose settings were varied. */
  name: string;
  title: string;
  /** The images, if they are not MNIST's. */
  data?: string;
  /** The claim of a named sweep. */
  claim?: string;
  verdict?: Verdict;
  /** The verdict in words: the claim first, then each part. */
  verdictLines: VerdictLine[];
  /** The settings varied, the seeds and the machines, in a sentence. */
  caption: string;
  figures: Figure[];
  table: Table;
  provenance: Provenance;
}

/**
 * Describes the runs of a sweep.
 *
 * @param name A named sweep, or the preset whose settings were varied.
 * @param records Runs of it, at least one.
 */
export function describeSweep(name: string, records: readonly RunRecord[]): SweepResult {
  checkRecords('describeSweep', records, 1);
  const sweep = findSweep(name);
  const { data } = records[0]!.settings;
  const cells = inOrder(name, records);
  const verdict = sweep && judge(sweep, records);
  return {
    name,
    title: data === undefined ? titleOf(name) : `${titleOf(name)}, on ${data}`,
    ...(data !== undefined && { data }),
    ...(sweep && { claim: sweep.claim, verdict }),
    verdictLines: verdict ? verdictLines(verdict) : [],
    caption: captionOf(cells, records),
    figures: sweepFigures(cells, sweep?.measure),
    table: sweepTable(cells, sweep?.measure),
    provenance: provenanceOf(records),
  };
}

function captionOf(cells: readonly Cell[], records: readonly RunRecord[]): string {
  const varied = sweptAxes(cells).swept.map(settingName).join(', ');
  return `${varied === '' ? '' : `Varied: ${varied}. `}Seeds ${seedRanges(records)}. Made on: ${machinesOf(records).join('; ')}.`;
}

/** Planned cells come in the order of the plan; others by their values. */
function inOrder(name: string, records: readonly RunRecord[]): Cell[] {
  const sweep = findSweep(name);
  const planned = sweep ? plannedRecords(sweep, records).found : [];
  const bySeed = [...records].sort((a, b) => a.seed - b.seed);
  if (planned.length > 0)
    return cellsOf([...planned, ...bySeed.filter((record) => !planned.includes(record))]);
  const cells = cellsOf(bySeed);
  const { swept } = sweptAxes(cells);
  return cells.sort((a, b) => compare(a, b, swept));
}

/** The first difference decides: the smaller number, the shorter network, or the word that comes first. */
function compare(a: Cell, b: Cell, swept: readonly SettingName[]): number {
  for (const name of swept) {
    const [one, other] = [a, b].map(({ settings }) => settingNumber(settings, name));
    const order =
      Number.isNaN(one) || Number.isNaN(other)
        ? settingText(a.settings, name).localeCompare(settingText(b.settings, name), 'en')
        : one! - other!;
    if (order !== 0) return order;
  }
  return 0;
}
