// Writes what the repository shows of the committed records: results/README.md, the table and the picture of the first
// page. `npm run results -w bnlab`, after a build and whenever a record changes.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { accuracySvg } from '@bnlab/viz/node';
import { headlineTable, markdownTable } from '@bnlab/experiments';
import { findRecords } from '@bnlab/experiments/node';
import { readPapers } from '../src/read-papers';
import { reportMarkdown } from '../src/report/report-markdown';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

async function replacePart(file: string, name: string, contents: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const marked = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end of ${name} -->)`);
  if (!marked.test(text)) throw new Error(`${file} has no place for ${name}`);
  await writeFile(
    file,
    text.replace(marked, (_, before: string, after: string) => `${before}\n${contents}\n\n${after}`),
  );
}

async function writeResults(): Promise<void> {
  const results = path('../../../packages/experiments/results');
  const sources = await findRecords(results);
  const lesson = sources.find(({ name }) => name === 'lesson')!.records;

  await replacePart(
    path('../../../packages/experiments/results/README.md'),
    'tables',
    reportMarkdown(sources, await readPapers(results)).trim(),
  );
  await replacePart(path('../../../README.md'), 'results', markdownTable(headlineTable(lesson)));
  await writeFile(
    path('../../../docs/accuracy.svg'),
    accuracySvg(lesson.filter(({ preset }) => preset === 'relu-lr0.01-2000')),
  );
}

void writeResults();
