import { type Reproduction, reproductions, type RunRecord } from '@bnlab/experiments';
import { percent, textTable } from './text-table';

/** The lesson's table: each network's outcome beside the lesson's, and whether it is reproduced. */
export function lessonTable(records: readonly RunRecord[]): string {
  return textTable(
    ['experiment', 'seed', 'batch norm', 'ours', 'lesson', 'band', 'reproduced'],
    records.flatMap((record) => reproductions(record).map((row) => cells(record, row))),
  );
}

function cells(
  { preset, seed }: RunRecord,
  { network, measure, value, published, low, high, reproduced }: Reproduction,
): string[] {
  return [
    preset,
    String(seed),
    network.batchNorm ? 'with' : 'without',
    percent(value),
    percent(published),
    `${percent(low)} to ${percent(high)}`,
    (reproduced ? 'yes' : 'no') + (measure === 'single guesses' ? ` (${guessed(network)})` : ''),
  ];
}

function guessed({ predictions }: Reproduction['network']): string {
  const [first, ...others] = new Set(predictions!.guesses);
  return others.length === 0 ? `always ${first}` : `${others.length + 1} digits`;
}
