import { ArgumentError, checkNumber, show } from '@bnlab/arguments';
import type { Batch } from './plain-values';

/** Throws unless `value` is an array of examples with the same number of channels. */
export function checkBatch(functionName: string, name: string, value: unknown): asserts value is Batch {
  const isBatch =
    Array.isArray(value) && value.every((row) => isChannels(row, (value[0] as unknown[]).length));
  if (isBatch) return;
  throw new ArgumentError(
    functionName,
    `${name} must be an array of examples, each an array with one number per channel, got ${show(value)}`,
  );
}

/** Throws unless `value` has one number per channel of `x`. An empty batch allows any number of channels. */
export function checkChannels(functionName: string, name: string, value: unknown, x: Batch): void {
  if (isChannels(value, x[0]?.length)) return;
  throw new ArgumentError(
    functionName,
    `${name} must be an array with one number for each of the ${x[0]?.length ?? 0} channels, got ${show(value)}`,
  );
}

/** Checks the arguments common to all functions on plain arrays. */
export function checkPlainArguments(
  functionName: string,
  x: unknown,
  channels: Record<string, unknown>,
  epsilon: unknown,
): void {
  checkBatch(functionName, 'x', x);
  for (const [name, value] of Object.entries(channels)) {
    const isOptional = name === 'gamma' || name === 'beta';
    if (!(isOptional && value === undefined)) checkChannels(functionName, name, value, x);
  }
  checkNumber(functionName, 'epsilon', epsilon, { min: 0 });
}

/** Typed arrays count too. */
function isChannels(value: unknown, length: number | undefined): boolean {
  const isArray = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  return isArray && (length === undefined || (value as ArrayLike<number>).length === length);
}
