import { closest } from 'fastest-levenshtein';
import { presets } from '../presets/find-preset';
import { hardshipSweeps } from './hardship-sweeps';
import { limitSweeps } from './limit-sweeps';
import { trainingSweeps } from './training-sweeps';
import type { NamedSweep } from './named-sweep';

/** Every sweep that can be made by name. */
export const namedSweeps: readonly NamedSweep[] = [...trainingSweeps, ...hardshipSweeps, ...limitSweeps];

/** The sweep of that name, if there is one. */
export function findSweep(name: string): NamedSweep | undefined {
  return namedSweeps.find((sweep) => sweep.name === name);
}

/** The name of a sweep or preset that somebody who wrote `name` probably meant. */
export function nearestSweepable(name: string): string {
  return closest(
    name,
    [...namedSweeps, ...presets].map((choice) => choice.name),
  );
}
