import {
  describeEnvironment,
  judgePapers,
  paperClaims,
  type PapersDocument,
  papersTable,
} from '@bnlab/experiments';
import { closest } from 'fastest-levenshtein';
import { version } from '../package.json';
import { commitOfProgram } from './commit-of-program';
import { KeptValues } from './kept-values';
import { PapersProgress } from './papers-progress';
import { paragraph } from './paragraph';
import { terminalColumns } from './terminal';
import { textTable } from './text-table';
import { UsageError } from './usage-error';
import { measurePapers } from './worker/measure-papers';

/** Seeds from 1 on that are taken if none are given. */
export const PAPER_SEEDS = 20;
/** Seeds of `--full`. */
export const FULL_SEEDS = 100;

export interface PapersOptions {
  /** Default: from 1 on, {@link FULL_SEEDS} if `full`, else {@link PAPER_SEEDS}. */
  seeds?: number[];
  full?: boolean;
  jobs: number;
  out: string;
  json?: boolean;
}

/** `bnlab papers [claim...]`: what papers claim of batch norm, measured again from several seeds, in one table. */
export async function papers(
  names: string[],
  { full, seeds = seedsTo(full ? FULL_SEEDS : PAPER_SEEDS), jobs, out, json }: PapersOptions,
  signal: AbortSignal,
): Promise<void> {
  const known = paperClaims.map(({ name }) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new UsageError(`unknown claim "${name}"; did you mean ${closest(name, known)}?`);
  }
  const chosen = names.length > 0 ? known.filter((name) => names.includes(name)) : known;
  const tasks = chosen.flatMap((claim) => seeds.map((seed) => ({ claim, seed })));
  const commit = await commitOfProgram();
  const kept = await KeptValues.open(out, [version, ...(commit === undefined ? [] : [commit])].join(' '));
  const missing = tasks.filter((task) => kept.find(task) === undefined);
  const progress = new PapersProgress(tasks, missing);
  await measurePapers(missing, {
    jobs,
    signal,
    onValue: (value) => {
      kept.keep(value);
      progress.finish(value);
    },
  });
  const values = tasks.map((task) => ({ ...task, value: kept.find(task)! }));
  const results = judgePapers(values);
  if (json) {
    const environment = describeEnvironment({ engine: 'compiled', backend: 'wasm' });
    const document: PapersDocument = {
      made: new Date().toISOString().slice(0, 10),
      environment: { ...environment, ...(commit !== undefined && { commit }) },
      papers: results,
    };
    process.stdout.write(`${JSON.stringify(document, null, 1)}\n`);
    return;
  }
  const columns = terminalColumns();
  const table = papersTable(results);
  process.stdout.write(`${textTable(table, columns)}\n${paragraph(`${table.caption}.`, '', columns)}\n`);
}

const seedsTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
