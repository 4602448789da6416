import { namedSweeps, presets } from '@bnlab/experiments';

/** `bnlab list`: the presets and the sweeps, one a line. */
export function list(): void {
  const choices = [...presets, ...namedSweeps];
  const width = Math.max(...choices.map(({ name }) => name.length));
  const line = ({ name, title }: { name: string; title: string }) => `  ${name.padEnd(width)}  ${title}\n`;
  process.stdout.write(`presets, for "bnlab run" and "bnlab sweep --set"\n${presets.map(line).join('')}`);
  process.stdout.write(`\nsweeps, for "bnlab sweep"\n${namedSweeps.map(line).join('')}`);
}
