import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../questions/', import.meta.url));

/** A page that answers one question. */
export interface QuestionPage {
  question: string;
  link: string;
  /** The answer in a sentence or two, as plain text. */
  answer: string;
}

/** Questions about one thing. */
export interface QuestionGroup {
  group: string;
  pages: readonly QuestionPage[];
}

/** Every question page, grouped and ordered as the pages' front matter says. */
export function questionGroups(): QuestionGroup[] {
  const pages = readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'index.md')
    .map(readPage)
    .sort((a, b) => a.order - b.order);
  const groups = [...new Set(pages.map(({ group }) => group))];
  return groups.map((group) => ({
    group,
    pages: pages
      .filter((page) => page.group === group)
      .map(({ question, link, answer }) => ({ question, link, answer })),
  }));
}

function readPage(file: string): QuestionPage & { group: string; order: number } {
  const text = readFileSync(`${folder}${file}`, 'utf8');
  const part = (pattern: RegExp) => {
    const found = pattern.exec(text)?.[1];
    if (found === undefined) throw new Error(`questionGroups: ${file} must match ${String(pattern)}`);
    return found;
  };
  return {
    question: part(/^# (.+)$/m).replaceAll('`', ''),
    link: `/questions/${file.replace(/\.md$/, '')}`,
    answer: part(/^<p class="lead">(.+)<\/p>$/m).replaceAll(/<[^>]+>/g, ''),
    group: part(/^group: (.+)$/m),
    order: Number(part(/^order: (\d+)$/m)),
  };
}
