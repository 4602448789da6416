import type { Statistics } from './engine';

/**
 * Cuts examples for inference, at most `most` at once. With batch statistics all are one batch; otherwise they do not see
 * each other and may be cut anywhere.
 */
export function* inferenceSlices(
  count: number,
  statistics: Statistics,
  most: number,
): Generator<[start: number, end: number]> {
  const size = statistics === 'batch' ? count : most;
  for (let start = 0; start < count; start += size) yield [start, Math.min(start + size, count)];
}
