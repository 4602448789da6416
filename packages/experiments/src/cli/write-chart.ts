import { accuracySvg } from '@bnlab/viz/node';
import type { RunRecord } from '../record/run-record';
import type { RunStore } from '../record/run-store';

/** The file that a run's curves are drawn in. */
export const CHART = 'accuracy.svg';

/** Draws a run's curves beside its record. */
export async function writeChart(store: RunStore, id: string, record: RunRecord): Promise<void> {
  await store.writeFile(id, CHART, accuracySvg([record]));
}
