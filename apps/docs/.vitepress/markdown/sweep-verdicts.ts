import { describeSweep, namedSweeps, sentenceCase, type VerdictLine } from '@bnlab/experiments';
import { htmlEscape } from 'escape-goat';
import { readSweepRecords } from '../../data/sweep-records';

/** Where a sweep is told: its chapter, if it is not that of the benefits. */
const chapters: Readonly<Record<string, string>> = {
  placement: 'adding-it',
  'batch-size': 'small-batches',
  'epsilon-momentum': 'training-and-inference',
  drift: 'what-it-is',
};

/** The Markdown of what was expected of each recorded sweep, on each set of images, and in how many of its comparisons it came out so. */
export function sweepVerdicts(): string {
  const recorded = namedSweeps.flatMap(({ name }) =>
    [name, `fashion-${name}`].flatMap((document) => {
      const records = readSweepRecords(document);
      return records ? [describeSweep(name, records)] : [];
    }),
  );
  const rows = recorded.map(({ name, data, verdictLines }) => {
    const [claim, ...expectations] = verdictLines;
    const chapter = `./lesson/${chapters[name] ?? 'benefits'}`;
    const where = data === undefined ? '' : `On ${htmlEscape(data)}: `;
    const head = `<tr class="claim"><th colspan="2" scope="rowgroup">${where}<a href="${chapter}">${htmlEscape(claim!.statement)}</a></th></tr>`;
    const lines = expectations.map(
      (line) => `<tr><td>${htmlEscape(line.statement)}</td><td>${outcome(line)}</td></tr>`,
    );
    return `<tbody>${head}${lines.join('')}</tbody>`;
  });
  return [
    '<div v-pre class="verdicts-table" tabindex="0" role="region" aria-label="Verdicts">',
    `<table><thead><tr><th>Expected</th><th>What came of it</th></tr></thead>${rows.join('')}</table>`,
    '</div>',
  ].join('\n');
}

/** The decision, in how many comparisons it is so, and on what it rests. */
function outcome({ decision, words, tally, reason }: VerdictLine): string {
  const places = tally === '' ? '' : `${decision === 'holds' ? '' : ': it holds'} ${tally}`;
  return `<strong>${words}</strong>${htmlEscape(places)}. <span class="reason">${htmlEscape(sentenceCase(reason))}.</span>`;
}
