import { ArgumentError } from './argument-error';
import { show } from './show';

/** Throws unless `value` is a function. `takes` completes the message: "a function of moments". */
export function checkFunction(functionName: string, argument: string, value: unknown, takes = ''): void {
  if (typeof value === 'function') return;
  const expected = takes === '' ? 'a function' : `a function ${takes}`;
  throw new ArgumentError(functionName, `${argument} must be ${expected}, got ${show(value)}`);
}
