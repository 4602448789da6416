import { ArgumentError, checkNumber, show } from '@bnlab/arguments';
import { MAX_SEED } from './max-seed';

/** Throws unless `preset` is a preset, or settings with a name. */
export function checkPreset(functionName: string, preset: unknown, argument = 'preset'): void {
  const { name, layerSizes } = Object(preset) as Record<string, unknown>;
  if (typeof name === 'string' && Array.isArray(layerSizes)) return;
  throw new ArgumentError(
    functionName,
    `${argument} must be a preset, as findPreset gives it, got ${show(preset)}`,
  );
}

/** Throws unless `seed` is an integer from 0 to 2^32 - 1. */
export function checkSeed(functionName: string, seed: unknown, argument = 'seed'): void {
  checkNumber(functionName, argument, seed, { integer: true, min: 0, max: MAX_SEED });
}

/** Throws unless `seeds` is an array of seeds. */
export function checkSeeds(functionName: string, seeds: unknown): void {
  if (!Array.isArray(seeds)) {
    throw new ArgumentError(functionName, `seeds must be an array of integers, got ${show(seeds)}`);
  }
  seeds.forEach((seed, index) => checkSeed(functionName, seed, `seeds[${index}]`));
}
