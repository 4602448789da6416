import { namedSweeps, paperClaims, presets } from '@bnlab/experiments';

/** `bnlab list`: the presets, the sweeps and the claims of papers, one a line. */
export function list(): void {
  const claims = paperClaims.map(({ name, paper, statement }) => ({
    name,
    title: `${paper.authors} ${paper.year}: ${statement}`,
  }));
  const choices = [...presets, ...namedSweeps, ...claims];
  const width = Math.max(...choices.map(({ name }) => name.length));
  const line = ({ name, title }: { name: string; title: string }) => `  ${name.padEnd(width)}  ${title}\n`;
  process.stdout.write(`presets, for "bnlab run" and "bnlab sweep --set"\n${presets.map(line).join('')}`);
  process.stdout.write(`\nsweeps, for "bnlab sweep"\n${namedSweeps.map(line).join('')}`);
  process.stdout.write(`\nclaims of papers, for "bnlab papers"\n${claims.map(line).join('')}`);
}
