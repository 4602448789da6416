import { presets } from '../presets/find-preset';

/** `bnlab list`: the presets, one a line. */
export function list(): void {
  const width = Math.max(...presets.map(({ name }) => name.length));
  for (const { name, title } of presets) process.stdout.write(`${name.padEnd(width)}  ${title}\n`);
}
