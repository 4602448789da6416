import { type PapersDocument, papersTable } from '@bnlab/experiments';
import { htmlEscape } from 'escape-goat';
import { tableHtml } from './table-html';

/** What papers claim of batch norm, measured again: a table, then how each was measured and what differs. */
export function papersSection(document: PapersDocument | undefined): string {
  if (!document) return '';
  const { papers, made, environment } = document;
  const items = papers.map(({ paper, measured, difference, stated }) => {
    const cited = htmlEscape`<a href="https://arxiv.org/abs/${paper.arxiv}">${paper.authors}, “${paper.title}”, ${paper.year}</a>`;
    return `<li>${cited}. ${htmlEscape`${measured} What differs: ${difference} Stated ${stated}.`}</li>`;
  });
  const machine = [environment.cpu, environment.commit && `commit ${environment.commit}`].filter(Boolean);
  return `<section id="papers"><h2>What papers claim</h2>
<p>Claims of papers on batch norm, measured again on networks small enough for many seeds. A claim that does not hold here may
still hold where its paper measured it; what differs stands below.</p>
${tableHtml(papersTable(papers))}
<details><summary>How each was measured, and what differs</summary><ul>${items.join('')}</ul></details>
<p class="caption">${htmlEscape`Made on ${made}: ${machine.join(', ')}.`} <code>npx bnlab papers</code> measures them again.</p></section>`;
}
