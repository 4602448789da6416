import { findPreset } from '../presets/find-preset';
import { checkRecords } from '../record/check-records';
import type { RunRecord } from '../record/run-record';
import { failureText, hasFailed } from './outcome';
import { reproductions } from './reproduction';
import { spread } from './summarize-networks';
import { NONE, number, words, type Table } from './table';
import { percent } from './words';

/** Experiments that show the most in the fewest rows. */
const HEADLINES = ['relu-lr0.01-2000', 'sigmoid-lr0.01', 'relu-lr1', 'bad-sigmoid-lr0.01'];

/**
 * A few experiments of the lesson in one small table, for a first page: medians of the test accuracy over seeds, and how
 * many networks failed in which way.
 */
export function headlineTable(records: readonly RunRecord[]): Table {
  checkRecords('headlineTable', records);
  const rows = HEADLINES.map((name) => {
    const compared = records.filter(({ preset }) => preset === name).flatMap(reproductions);
    const cells = [false, true].flatMap((batchNorm) => {
      const ofNetwork = compared.filter(({ network }) => network.batchNorm === batchNorm);
      if (ofNetwork.length === 0) return [NONE, NONE];
      const { median } = spread(ofNetwork.map(({ value }) => value));
      const networks = ofNetwork.map(({ network }) => network);
      const failed = networks.some(hasFailed) ? `, failed ${failureText(networks)}` : '';
      return [percent(median) + failed, percent(ofNetwork[0]!.published)];
    });
    return { id: name, cells: [findPreset(name).title, ...cells] };
  });
  return {
    caption: 'Test accuracy: the median over seeds, beside the figure of the lesson',
    columns: [
      words('test accuracy'),
      ...['without', 'with batch norm'].flatMap((kind) => [number(kind), number('the lesson')]),
    ],
    rows,
  };
}
