import {
  describeRecords,
  markdownTable,
  type PapersDocument,
  papersTable,
  type SweepResult,
  type Table,
} from '@bnlab/experiments';
import type { RecordSource } from '@bnlab/experiments/node';

/** The tables of a collection of runs as Markdown, for a README: the lesson's, then one for each sweep, then what papers claim. */
export function reportMarkdown(sources: readonly RecordSource[], papers?: PapersDocument): string {
  const { lesson, others, sweeps } = describeRecords(sources);
  return [
    ...(lesson ? section('The lesson', lesson) : []),
    ...(others ? section('Other experiments', others) : []),
    ...sweeps.flatMap(sweepSection),
    ...(papers ? papersLines(papers) : []),
  ].join('\n');
}

function papersLines({ papers }: PapersDocument): string[] {
  const notes = papers.map(
    ({ paper, name, measured, difference }) =>
      `- **${name}** ([${paper.authors} ${paper.year}](https://arxiv.org/abs/${paper.arxiv})): ${measured} What differs: ${difference}`,
  );
  return [
    ...section('What papers claim', papersTable(papers)),
    ...notes,
    '',
    '```sh',
    'npx bnlab papers',
    '```',
    '',
  ];
}

function section(title: string, table: Table): string[] {
  return [
    `## ${title}`,
    '',
    `${table.caption}${table.caption.endsWith('.') ? '' : '.'}`,
    '',
    markdownTable(table),
    '',
  ];
}

function sweepSection({ title, caption, table, verdictLines, provenance }: SweepResult): string[] {
  const [claim, ...expectations] = verdictLines;
  const lines = expectations.map(({ statement, words, reason }) => `- ${statement} **${words}**: ${reason}.`);
  return [
    `## ${title}`,
    '',
    ...(claim ? [`> ${claim.statement} **${claim.words}.**`, '', ...lines, ''] : []),
    `${table.caption}. ${caption}`,
    '',
    markdownTable(table),
    '',
    '```sh',
    provenance.command,
    '```',
    '',
  ];
}
