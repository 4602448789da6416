import type { RunRecord } from '@bnlab/experiments';
import type { RunStore } from '@bnlab/experiments/node';
import { accuracySvg } from '@bnlab/viz/node';

/** The file that a run's curves are drawn in. */
export const CHART = 'accuracy.svg';

/** Draws a run's curves beside its record. */
export async function writeChart(store: RunStore, id: string, record: RunRecord): Promise<void> {
  await store.writeFile(id, CHART, accuracySvg([record]));
}
