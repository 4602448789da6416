import { ArgumentError, show } from '@bnlab/arguments';

/** Throws unless `value` is an array of at least `least` of something. */
export function checkArray(
  functionName: string,
  argument: string,
  value: unknown,
  of: string,
  least = 0,
): void {
  if (Array.isArray(value) && value.length >= least) return;
  const expected = least === 0 ? `an array of ${of}` : `an array of at least one of ${of}`;
  throw new ArgumentError(functionName, `${argument} must be ${expected}, got ${show(value)}`);
}
