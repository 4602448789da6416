import { presets } from '../presets/find-preset';
import { checkRecord } from '../record/check-records';
import type { RunRecord } from '../record/run-record';
import { outcomeText } from './outcome';
import { reproductions } from './reproduction';
import { NONE, number, words, type Table } from './table';
import { count, percent } from './words';

/** One run: each network's accuracies and speed, beside the lesson's if the run has the lesson's settings. */
export function runTable(record: RunRecord): Table {
  checkRecord('runTable', record);
  const isAttempt = reproductions(record).length > 0;
  const lesson = isAttempt ? presets.find(({ name }) => name === record.preset)?.lesson : undefined;
  const rows = record.networks.map((network) => {
    const published = network.batchNorm ? lesson?.withBatchNorm : lesson?.withoutBatchNorm;
    const outcome = outcomeText(network);
    const pair = (ours: string, theirs: string | undefined) => (isAttempt ? [ours, theirs ?? NONE] : [ours]);
    return {
      id: record.preset,
      cells: [
        network.name + (outcome === 'learned' ? '' : ` (${outcome})`),
        ...pair(percent(network.finalValidationAccuracy), published && percent(published.validation)),
        ...pair(percent(network.testAccuracy), published && percent(published.test)),
        ...pair(
          count(network.stepsPerSecond),
          published?.stepsPerSecond === undefined ? undefined : count(published.stepsPerSecond),
        ),
      ],
    };
  });
  const columns = ['validation', 'test', 'steps/s'].flatMap((name) =>
    isAttempt ? [number(name), number('lesson')] : [number(name)],
  );
  return {
    caption: 'Accuracies after training, and steps per second',
    columns: [words('network'), ...columns],
    rows,
  };
}
