import { namedSweeps, paperClaims, planNamedSweep, presets, runCost } from '@bnlab/experiments';
import { coreMinutes } from './core-minutes';
import { PAPER_SEEDS } from './papers';
import { paragraph } from './paragraph';
import { terminalColumns } from './terminal';

interface Choice {
  name: string;
  title: string;
}

/** `bnlab list`: the presets, the sweeps and the claims of papers, with how long the latter two take. */
export function list(): void {
  const sweeps = namedSweeps.map((sweep) => {
    const plans = planNamedSweep(sweep, sweep.seeds);
    const seconds = plans.reduce((sum, plan) => sum + runCost(plan), 0);
    return {
      name: sweep.name,
      title: `${sweep.title} (${coreMinutes(seconds)}, ${sweep.seeds.length} seeds)`,
    };
  });
  const claims = paperClaims.map(({ name, paper, statement, coreSeconds }) => ({
    name,
    title: `${paper.authors} ${paper.year}: ${statement} (${coreMinutes(PAPER_SEEDS * coreSeconds)}, ${PAPER_SEEDS} seeds)`,
  }));
  const sections = [
    section('presets, for "bnlab run" and "bnlab sweep --set"', presets),
    section('sweeps, for "bnlab sweep"', sweeps),
    section('claims of papers, for "bnlab papers"', claims),
  ];
  process.stdout.write(`${sections.join('\n\n')}\n`);
}

/** A heading, then each name and beside it what it is, on as many lines as it takes. */
function section(heading: string, choices: readonly Choice[]): string {
  const width = Math.max(...choices.map(({ name }) => name.length));
  const indent = ' '.repeat(width + 4);
  const items = choices.map(({ name, title }) => {
    const text = paragraph(title, indent, terminalColumns());
    return `  ${name.padEnd(width)}  ${text.slice(indent.length)}`;
  });
  return [heading, ...items].join('\n');
}
