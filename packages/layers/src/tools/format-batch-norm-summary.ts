import type { BatchNormLayerSummary, ValueRange } from './batch-norm-summary';

const columns = ['layer', 'channels', 'gamma', 'beta', 'mean', 'variance'] as const;

/** Channel numbers that a line has room for. */
const SHOWN_CHANNELS = 8;

/** A table of the layers, and below it a line for each warning. */
export function formatBatchNormSummary(layers: readonly BatchNormLayerSummary[]): string {
  const rows = [[...columns], ...layers.flatMap(rowsOf)];
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const lines = rows.map((row) => {
    return row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd();
  });
  return [...lines, ...layers.flatMap(warningLines)].join('\n');
}

function rowsOf({ path, channels, isFrozen, gamma, beta, mean, variance, batch }: BatchNormLayerSummary) {
  const name = isFrozen ? `${path} (frozen)` : path;
  const row = [name, String(channels), ...[gamma, beta, mean, variance].map(showRange)];
  return batch
    ? [row, ['  in the batch', '', '', '', showRange(batch.mean), showRange(batch.variance)]]
    : [row];
}

function warningLines({ path, channels, warnings }: BatchNormLayerSummary): string[] {
  return warnings.map(({ channels: troubled, message }) => {
    const listed = troubled.slice(0, SHOWN_CHANNELS).join(', ');
    const which = troubled.length > SHOWN_CHANNELS ? `${listed}, ...` : listed;
    const count = `${troubled.length} of ${channels} channels`;
    return `! ${path}: ${message} (${count}: ${which})`;
  });
}

function showRange(range: ValueRange | undefined): string {
  if (range === undefined) return '-';
  const [min, max] = [showNumber(range.min), showNumber(range.max)];
  return min === max ? min : `${min} to ${max}`;
}

function showNumber(value: number): string {
  return String(Number(value.toPrecision(3)));
}
