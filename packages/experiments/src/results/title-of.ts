import { findSweep } from '../claims/named-sweeps';
import { presets } from '../presets/find-preset';

/** The title of a sweep or a preset; its name if it is neither. */
export function titleOf(name: string): string {
  return findSweep(name)?.title ?? presets.find((preset) => preset.name === name)?.title ?? name;
}
