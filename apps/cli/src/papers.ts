import {
  describeEnvironment,
  judgePapers,
  paperClaims,
  type PapersDocument,
  papersTable,
} from '@bnlab/experiments';
import { closest } from 'fastest-levenshtein';
import { commitOfProgram } from './commit-of-program';
import { paragraph } from './paragraph';
import { terminalColumns } from './terminal';
import { textTable } from './text-table';
import { UsageError } from './usage-error';
import { measurePapers } from './worker/measure-papers';

/** Seeds from 1 on that are taken if none are given. */
export const PAPER_SEEDS = 20;

export interface PapersOptions {
  seeds: number[];
  jobs: number;
  json?: boolean;
}

/** `bnlab papers [claim...]`: what papers claim of batch norm, measured again from several seeds, in one table. */
export async function papers(
  names: string[],
  { seeds, jobs, json }: PapersOptions,
  signal: AbortSignal,
): Promise<void> {
  const known = paperClaims.map(({ name }) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new UsageError(`unknown claim "${name}"; did you mean ${closest(name, known)}?`);
  }
  const chosen = names.length > 0 ? known.filter((name) => names.includes(name)) : known;
  const tasks = chosen.flatMap((claim) => seeds.map((seed) => ({ claim, seed })));
  const values = await measurePapers(tasks, { jobs, signal, onValue: progress(tasks.length) });
  const results = judgePapers(values);
  if (json) {
    const commit = await commitOfProgram();
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

/** A line on standard error for every tenth of the work. */
function progress(total: number): () => void {
  let done = 0;
  return () => {
    done += 1;
    const isTenth = Math.floor((10 * done) / total) > Math.floor((10 * (done - 1)) / total);
    if (isTenth) process.stderr.write(`${done} of ${total} measurements\n`);
  };
}
