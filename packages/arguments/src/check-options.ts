import { ArgumentError } from './argument-error';
import { isPlainObject } from './is-plain-object';
import { nearestName } from './nearest-name';
import { show } from './show';

/**
 * Throws unless `options` is a plain object whose keys are all in `known`. The message suggests the nearest name.
 *
 * @param functionName Public name of the function that checks, for the message.
 * @param options The value to check.
 * @param known The names of the options.
 * @param argument Name of the object in the message. Default: `options`.
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
