import type { RunRecord } from '../record/run-record';
import { cellsOf, networksOf, type Cell } from './cells';
import { failureText } from './outcome';
import { reproductions } from './reproduction';
import { summarizeNetworks } from './summarize-networks';
import { cellTitle } from './cell-title';
import { NONE, number, words, type Table } from './table';
import { percent, percentRange, seedRanges } from './words';

/**
 * Experiments over seeds that are no attempts at a figure of the lesson: other networks, and presets with other settings.
 *
 * @returns `undefined` if there is none.
 */
export function experimentsTable(records: readonly RunRecord[]): Table | undefined {
  const cells = cellsOf(records.filter((record) => reproductions(record).length === 0));
  if (cells.length === 0) return undefined;
  return {
    caption: 'Accuracy on the test images over seeds: median (lowest to highest)',
    columns: [
      words('experiment'),
      words('seeds'),
      ...['without', 'with'].flatMap((kind) => [number(`${kind}\nbatch norm`), number('failed')]),
    ],
    rows: cells.map((cell) => ({
      id: cell.preset,
      cells: [
        cellTitle(cell),
        seedRanges(cell.records),
        ...[false, true].flatMap((kind) => accuracies(cell, kind)),
      ],
    })),
  };
}

function accuracies(cell: Cell, normalized: boolean): string[] {
  const networks = networksOf(cell, normalized);
  if (networks.length === 0) return [NONE, NONE];
  const { median, lowest, highest } = summarizeNetworks(networks).testAccuracy;
  return [`${percent(median)} (${percentRange(lowest, highest)})`, failureText(networks)];
}
