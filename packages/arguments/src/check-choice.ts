import { ArgumentError } from './argument-error';
import { didYouMean } from './nearest-name';
import { show } from './show';

/** Throws unless `value` is one of `choices`. The message suggests the nearest choice. */
export function checkChoice<Choice extends string>(
  functionName: string,
  argument: string,
  value: unknown,
  choices: readonly Choice[],
): asserts value is Choice {
  if ((choices as readonly unknown[]).includes(value)) return;
  const problem = `${argument} must be one of ${choices.map(show).join(', ')}, got ${show(value)}`;
  const hint = typeof value === 'string' ? didYouMean(value, choices) : undefined;
  throw new ArgumentError(functionName, hint ? `${problem}. ${hint}` : problem);
}
