import { reproductions, type Reproduction } from '../lesson/reproduction';
import type { RunRecord } from '../record/run-record';
import { percent, textTable } from './text-table';

/** The lesson's table: each run's test accuracies beside the lesson's, and whether they are reproduced. */
export function lessonTable(records: readonly RunRecord[]): string {
  const head = ['preset', 'seed', 'network', 'ours', 'lesson', 'band', 'reproduced', '200 single guesses'];
  return textTable(
    head,
    records.flatMap((record) => reproductions(record).map((row) => cells(record, row))),
  );
}

function cells(
  { preset, seed }: RunRecord,
  { network, published, low, high, reproduced }: Reproduction,
): string[] {
  const { predictions } = network;
  const constant = predictions && new Set(predictions.guesses).size === 1;
  return [
    preset,
    String(seed),
    network.batchNorm ? 'with' : 'without',
    percent(network.testAccuracy),
    percent(published),
    Number.isFinite(low) ? `${percent(low)} to ${percent(high)}` : '–',
    Number.isFinite(low) ? yesOrNo(reproduced) : '–',
    predictions
      ? `${percent(predictions.accuracy)}${constant ? `, always ${predictions.guesses[0]}` : ''}`
      : '',
  ];
}

function yesOrNo(reproduced: boolean): string {
  return reproduced ? 'yes' : 'no';
}
