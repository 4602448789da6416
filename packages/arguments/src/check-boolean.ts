import { ArgumentError } from './argument-error';
import { show } from './show';

/** Throws unless `value` is `true` or `false`. */
export function checkBoolean(
  functionName: string,
  argument: string,
  value: unknown,
): asserts value is boolean {
  if (typeof value === 'boolean') return;
  throw new ArgumentError(functionName, `${argument} must be true or false, got ${show(value)}`);
}
