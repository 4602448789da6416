import Table from 'cli-table3';
import type { PublishedResult } from '../presets/preset';
import { presets } from '../presets/find-preset';
import type { NetworkRecord, RunRecord } from '../run-record';

const percent = (accuracy: number | undefined) =>
  accuracy === undefined ? '–' : `${(100 * accuracy).toFixed(2)} %`;
const count = (value: number | undefined) =>
  value === undefined ? '–' : Math.round(value).toLocaleString('en');

/** Each network's accuracies and speed beside the lesson's, as text for a terminal. */
export function resultTable({ preset: name, networks }: RunRecord): string {
  const lesson = presets.find((preset) => preset.name === name)?.lesson;
  const table = new Table({
    head: ['', 'validation', 'lesson', 'test', 'lesson', 'steps/s', 'lesson'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const network of networks) {
    table.push(row(network, network.batchNorm ? lesson?.withBatchNorm : lesson?.withoutBatchNorm));
  }
  return table.toString();
}

function row(network: NetworkRecord, published: PublishedResult | undefined): string[] {
  return [
    network.name + (network.diverged ? ' (diverged)' : ''),
    percent(network.finalValidationAccuracy),
    percent(published?.validation),
    percent(network.testAccuracy),
    percent(published?.test),
    count(network.stepsPerSecond),
    count(published?.stepsPerSecond),
  ];
}
