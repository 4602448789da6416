import { papersTable as describePapers } from '@bnlab/experiments';
import { htmlEscape } from 'escape-goat';
import { readPapers } from '../../data/paper-claims';

/** The Markdown of one table with every claim of a paper that was measured again, and how each was measured. */
export function papersTable(): string {
  const { papers, made, environment } = readPapers();
  const { columns, rows } = describePapers(papers);
  const body = rows.map(({ id, cells: [cited, ...cells] }, index) => {
    const paper = papers[index]!.paper;
    const link = `<a href="https://arxiv.org/abs/${paper.arxiv}">${htmlEscape(cited!)}</a>`;
    return `<tr id="claim-${id}"><td>${link}</td>${cells.map((cell) => `<td>${htmlEscape(cell)}</td>`).join('')}</tr>`;
  });
  const heads = columns.map(({ name }) => `<th>${htmlEscape(name.replace('\n', ' '))}</th>`).join('');
  const count = (decision: string) => papers.filter((one) => one.decision === decision).length;
  const ways = papers.map(
    ({ paper, measured, difference, stated }) =>
      `<li><a href="https://arxiv.org/abs/${paper.arxiv}">${htmlEscape(`${paper.authors}, “${paper.title}”, ${paper.year}`)}</a>. ` +
      `${htmlEscape(`${measured} What differs: ${difference} Stated ${stated}.`)}</li>`,
  );
  return [
    `Of ${papers.length} claims **${count('holds')} hold here**, ${count('does not hold')} do not hold, and for ${count('cannot tell')} these runs cannot tell. A claim that fails on a small network may still hold where its paper measured it.`,
    '',
    '<div v-pre class="papers-table" tabindex="0" role="region" aria-label="Claims of papers">',
    `<table><thead><tr>${heads}</tr></thead><tbody>${body.join('')}</tbody></table>`,
    '</div>',
    '',
    `<details class="exercise"><summary>How each was measured, and what differs from the paper</summary><ul v-pre>${ways.join('')}</ul></details>`,
    '',
    `Means over seeds with 95 % intervals; all tests together are adjusted by Holm’s method. Measured on ${made}: ${environment.cpu}, Node.js ${environment.node}. \`npx bnlab papers\` measures them again.`,
  ].join('\n');
}
