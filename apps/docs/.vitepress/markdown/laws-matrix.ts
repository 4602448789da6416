import { laws } from '@bnlab/core/spec';
import { htmlEscape } from 'escape-goat';
import { readResult, notMeasured } from './benchmark-tables';

interface LawResults {
  environment: { node: string; tfjs: string; cpu: string; date: string };
  runs: number;
  libraries: readonly {
    name: string;
    version: string;
    verdicts: readonly LawVerdict[];
  }[];
}

interface LawVerdict {
  law: string;
  outcome: 'kept' | 'broken' | 'skipped';
  counterexample?: string;
  message?: string;
}

/** The Markdown of every law beside every library that was asked, with the smallest counterexamples. */
export function lawsMatrix(): string {
  const measured = readResult<LawResults>('laws.json');
  if (!measured) return notMeasured;
  const { libraries, runs, environment } = measured;
  const verdictOf = ({ verdicts }: LawResults['libraries'][number], law: string) =>
    verdicts.find((verdict) => verdict.law === law);
  const heads = libraries.map(({ name, version }) => {
    const exact = version === 'this repository' ? '' : ` title="${htmlEscape(version)}"`;
    return `<th scope="col"${exact}>${htmlEscape(name)}</th>`;
  });
  const tally = libraries.map((library) => {
    const asked = library.verdicts.filter(({ outcome }) => outcome !== 'skipped');
    return `<td>${asked.filter(({ outcome }) => outcome === 'kept').length} of ${asked.length}</td>`;
  });
  const body = laws.map(({ name, statement }) => {
    const cells = libraries.map((library) => `<td>${cell(verdictOf(library, name))}</td>`);
    return `<tr><th scope="row">${htmlEscape(name)}<span class="statement">${htmlEscape(statement)}</span></th>${cells.join('')}</tr>`;
  });
  const broken = libraries.flatMap(({ name, verdicts }) =>
    verdicts
      .filter(({ outcome }) => outcome === 'broken')
      .map(
        ({ law, counterexample = '', message = '' }) =>
          `<tr><td>${htmlEscape(name)}</td><td>${htmlEscape(law)}</td><td><code>${htmlEscape(counterexample)}</code></td><td>${htmlEscape(message.split('\n')[0]!)}</td></tr>`,
      ),
  );
  const versions = libraries
    .filter(({ version }) => version !== 'this repository')
    .map(({ name, version }) => `${name} ${version}`);
  return [
    '<div v-pre class="laws-matrix" tabindex="0" role="region" aria-label="Laws and libraries">',
    `<table><thead><tr><th scope="col">law</th>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody><tfoot><tr><th scope="row">kept</th>${tally.join('')}</tr></tfoot></table>`,
    '</div>',
    '',
    `<details class="exercise"><summary>The smallest counterexamples</summary><div v-pre class="laws-broken" tabindex="0" role="region" aria-label="Counterexamples"><table><thead><tr><th>library</th><th>law</th><th>smallest counterexample</th><th>what came</th></tr></thead><tbody>${broken.join('')}</tbody></table></div></details>`,
    '',
    `${runs} random inputs per law, from a fixed seed. ${htmlEscape(versions.join(', '))}. Node.js ${environment.node}, ${environment.cpu}, ${environment.date.slice(0, 10)}. \`npm run laws\` in the repository asks again.`,
  ].join('\n');
}

/** Kept, broken, or empty: the library lacks the part that the law is about, or was not asked. */
function cell(verdict: LawVerdict | undefined): string {
  if (verdict?.outcome === 'kept') return '<span class="kept">kept</span>';
  if (verdict?.outcome === 'broken') return '<strong class="broken">broken</strong>';
  return '';
}
