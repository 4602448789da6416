import { dirname } from 'node:path';
import { findRecords, makeDirectory } from '@bnlab/experiments/node';
import { loadMnist } from '@bnlab/mnist';
import writeFileAtomic from 'write-file-atomic';
import { commitOfProgram } from './commit-of-program';
import { Faults } from './faults';
import { readPapers } from './read-papers';
import { reportHtml } from './report/report-html';
import { reportMarkdown } from './report/report-markdown';
import { UsageError } from './usage-error';

/** `bnlab report [path...]`: one self-contained page on the records that are there, or their tables as Markdown. */
export async function report(
  paths: string[],
  { out, markdown }: { out: string; markdown?: boolean },
): Promise<void> {
  const faults = new Faults();
  const sources = (await Promise.all(paths.map((path) => find(path, faults)))).flat();
  if (sources.length === 0) {
    faults.throwIfAny();
    throw new Error(`there is no run record in ${paths.join(', ')}; "bnlab run" makes some`);
  }
  const papers = (await Promise.all(paths.map(readPapers))).find((document) => document !== undefined);
  if (markdown) {
    process.stdout.write(reportMarkdown(sources, papers));
    faults.throwIfAny();
    return;
  }
  const [{ test: testImages }, commit] = await Promise.all([loadMnist(), commitOfProgram()]);
  const made = new Date().toISOString().slice(0, 10);
  await writePage(out, reportHtml(sources, { made, commit, testImages, papers }));
  const count = sources.reduce((sum, { records }) => sum + records.length, 0);
  process.stderr.write(`${out}: a page on ${count} records\n`);
  faults.throwIfAny();
}

async function writePage(path: string, page: string): Promise<void> {
  try {
    await makeDirectory(dirname(path));
    await writeFileAtomic(path, page);
  } catch (cause) {
    throw new Error(`cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
}

async function find(path: string, faults: Faults) {
  try {
    return await findRecords(path, faults.add);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new UsageError(
      `there is no ${path}; give directories that --out wrote, or documents that --json printed`,
    );
  }
}
