import { counted, type Decision, type RecordsResult } from '@bnlab/experiments';
import { htmlEscape } from 'escape-goat';
import { figureId } from './figure-id';
import { decisionHtml } from './verdict-html';

/** What was asked and what came out: each sweep's claim, its verdict, and the effect that decides it. */
export function abstractSection(sweeps: RecordsResult['sweeps']): string {
  const judged = sweeps.filter(({ verdictLines }) => verdictLines.length > 0);
  if (judged.length === 0) return '';
  const items = judged.map(({ source, name, data, verdictLines: [claim, ...expectations] }) => {
    const id = figureId(source, name, ...(data === undefined ? [] : [data]));
    const deciding = expectations.find(({ decision }) => decision === claim!.decision) ?? expectations[0]!;
    const images = data === undefined ? '' : ` On ${data}.`;
    return (
      htmlEscape`<li><a href="#${id}">${claim!.statement}</a>${images} ` +
      `${decisionHtml(claim!)}${htmlEscape`: ${deciding.reason}.`}</li>`
    );
  });
  const count = (decision: Decision) => judged.filter(({ verdict }) => verdict!.decision === decision).length;
  return `<section id="abstract"><h2>What was asked, and what holds</h2>
<p>Each sweep takes one benefit that batch norm is said to have, and trains the networks that could show that it has not. Of
${counted(judged.length, 'claim')} ${count('holds')} hold, ${count('does not hold')} do not, and of ${count('cannot tell')} the runs cannot tell. A claim holds if all that it expects does, by Student’s test of paired
differences over seeds, adjusted by Holm’s method over all comparisons of the claim.</p>
<ul>${items.join('')}</ul>
<p>What this cannot show, and where the runs come from, stands under <a href="#limits">limits and provenance</a>.</p></section>`;
}
