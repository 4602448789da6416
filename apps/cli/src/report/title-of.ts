import { findSweep, presets } from '@bnlab/experiments';

/** What a sweep or a preset is called; its name where it is neither. */
export function titleOf(name: string): string {
  return findSweep(name)?.title ?? presets.find((preset) => preset.name === name)?.title ?? name;
}
