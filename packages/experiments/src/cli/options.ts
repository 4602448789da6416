import { backendNames } from '@bnlab/layers';
import { nearest } from '../nearest';
import { UsageError } from './usage-error';

/** Reads the value of an option that takes a whole number of at least `least`. */
export function wholeNumber(option: string, least: number, most = Number.MAX_SAFE_INTEGER) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new UsageError(`${option} must be a whole number from ${least} to ${most}, got "${text}"`);
  };
}

/** Reads the name of a TensorFlow.js backend. */
export function backendName(name: string): string {
  if ((backendNames as readonly string[]).includes(name)) return name;
  throw new UsageError(
    `unknown backend "${name}"; did you mean ${nearest(name, backendNames)}? (known: ${backendNames.join(', ')})`,
  );
}
