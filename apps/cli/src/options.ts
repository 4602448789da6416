import { ArgumentError, count, findPreset, type Preset } from '@bnlab/experiments';
import { backendNames } from '@bnlab/layers';
import { closest } from 'fastest-levenshtein';
import { shardOfScheduler } from './shard-of-scheduler';
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
    `unknown backend "${name}"; did you mean ${closest(name, backendNames)}? (known: ${backendNames.join(', ')})`,
  );
}

/** Reads the name of a preset. */
export function presetNamed(name: string): Preset {
  try {
    return findPreset(name);
  } catch (error) {
    if (error instanceof ArgumentError) throw UsageError.of(error);
    throw error;
  }
}

/** More would be planned for minutes, and trained for years. */
const MOST_SEEDS = 10_000;

/** Reads seeds: `7`, `1-20`, or several of these with commas between. */
export function seedList(text: string): number[] {
  const seeds = text.split(',').flatMap((part) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || to < from || to > 2 ** 32 - 1) {
      throw new UsageError(`--seeds must be numbers or ranges such as 1-20 or 1,5,9, got "${text}"`);
    }
    if (to - from >= MOST_SEEDS) {
      throw new UsageError(`--seeds must be ${count(MOST_SEEDS)} seeds at most, got "${text}"`);
    }
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
  return [...new Set(seeds)];
}

/** Reads which part of a sweep to make: `3/16` is the third of sixteen, `auto` what the scheduler says. */
export function shardPart(text: string): { index: number; count: number } {
  if (text === 'auto') return shardOfScheduler(process.env);
  const [, index, total] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (index !== undefined && total !== undefined && index >= 1 && index <= total)
    return { index, count: total };
  throw new UsageError(`--shard must be a part of the whole such as 3/16, or auto, got "${text}"`);
}
