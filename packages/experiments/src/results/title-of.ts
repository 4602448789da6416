import { findSweep } from '../claims/named-sweeps';
import { presets } from '../presets/find-preset';

/** What a sweep or a preset is called; its name if it is neither. */
export function titleOf(name: string): string {
  return findSweep(name)?.title ?? presets.find((preset) => preset.name === name)?.title ?? name;
}
