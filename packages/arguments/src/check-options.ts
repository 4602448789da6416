import { ArgumentError } from './argument-error';
import { nearestName } from './nearest-name';
import { show } from './show';

/**
 * Throws unless `options` is a plain object whose keys are all among `known`. A misspelt key is answered with the
 * nearest known one.
 *
 * @param functionName - The function that checks, for the message.
 * @param options - What the caller passed.
 * @param known - The names of the options. `undefined` as a value is the same as leaving the option out.
 * @param argument - What the message calls the object. Default: `options`.
 */
export function checkOptions(
  functionName: string,
  options: unknown,
  known: readonly string[],
  argument = 'options',
): asserts options is object {
  if (!isPlainObject(options)) {
    throw new ArgumentError(
      functionName,
      `${argument} must be an object { ${known.join(', ')} }, got ${show(options)}`,
    );
  }
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    throw new ArgumentError(functionName, `unknown option "${key}". ${nearestName(key, known)}`);
  }
}

/** Objects from another realm count too, and objects without a prototype; instances of a class do not. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
