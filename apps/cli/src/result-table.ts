import { presets, type RunRecord } from '@bnlab/experiments';
import { count, percent, textTable } from './text-table';

/** Each network's accuracies and speed beside the lesson's, as text for a terminal. */
export function resultTable({ preset: name, networks }: RunRecord): string {
  const lesson = presets.find((preset) => preset.name === name)?.lesson;
  const rows = networks.map((network) => {
    const published = network.batchNorm ? lesson?.withBatchNorm : lesson?.withoutBatchNorm;
    return [
      network.name + (network.diverged ? ' (diverged)' : ''),
      percent(network.finalValidationAccuracy),
      percent(published?.validation),
      percent(network.testAccuracy),
      percent(published?.test),
      count(network.stepsPerSecond),
      count(published?.stepsPerSecond),
    ];
  });
  return textTable(['', 'validation', 'lesson', 'test', 'lesson', 'steps/s', 'lesson'], rows);
}
