import { number, words, type Table } from '../results/table';
import { sentenceCase } from '../results/words';
import { expectedText, type PaperResult } from './judge-papers';

/** The claims of papers in one table: what is claimed, what the paper says, what is measured here, and whether it holds here. */
export function papersTable(results: readonly PaperResult[]): Table {
  return {
    caption:
      'Claims of papers, measured again on small networks: means over seeds with 95 % intervals. Tests of all claims together ' +
      'are adjusted by Holm’s method',
    columns: [
      words('paper'),
      words('claim'),
      words('the paper'),
      number('here'),
      number('verdict\n(expected)'),
    ],
    rows: results.map((result) => ({
      id: result.name,
      cells: [
        `${result.paper.authors} ${result.paper.year}`,
        result.statement,
        `${result.published} (${result.source})`,
        result.here,
        `${sentenceCase(result.decision)} (${expectedText(result)})`,
      ],
    })),
  };
}
