import { counted, type RunRecord, seedRanges } from '@bnlab/experiments';
import { htmlEscape } from 'escape-goat';

/** What the runs cannot show, and where they come from: images, commits, versions, kinds of processor. */
export function limitsSection(records: readonly RunRecord[]): string {
  const processors = tally(records, ({ environment: { cpu } }) => cpu ?? 'unknown');
  const kinds =
    processors.length === 1
      ? 'All records come from one kind of processor: that another gives the same result is not shown here.'
      : `The records come from ${processors.length} kinds of processor.`;
  const entries: [term: string, texts: string[]][] = [
    ['processor', processors],
    [
      'engine',
      tally(records, ({ environment: { engine, backend } }) => [...new Set([engine, backend])].join(', ')),
    ],
    ['images', tally(records, imagesOf)],
    ['commit', tally(records, ({ environment: { commit } }) => commit ?? 'not named')],
    ['Node.js', tally(records, ({ environment: { node } }) => node ?? 'not named')],
    ['seeds', [seedRanges(records)]],
  ];
  const list = entries.map(
    ([term, texts]) =>
      htmlEscape`<dt>${term}</dt>` + texts.map((text) => htmlEscape`<dd>${text}</dd>`).join(''),
  );
  return `<section id="limits"><h2>Limits and provenance</h2>
<p>Networks are small, images few and simple, training short. An effect that is absent here may be there in deeper networks, and
the other way round. Where runs are missing or a network never learned, nothing is concluded.</p>
<p>${kinds} Accuracies depend on settings and seeds alone; speeds are those of the machine.</p>
<dl>${list.join('')}</dl></section>`;
}

function imagesOf({ data, settings }: RunRecord): string {
  const { name, sha256 } = data ?? { name: settings.data ?? 'mnist' };
  return sha256 === undefined ? `${name}, as early records have it` : `${name}, SHA-256 ${sha256}`;
}

/** Each text with the number of its records, the most frequent first. */
function tally(records: readonly RunRecord[], textOf: (record: RunRecord) => string): string[] {
  const counts = new Map<string, number>();
  for (const record of records) counts.set(textOf(record), (counts.get(textOf(record)) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([text, runs]) => (counts.size === 1 ? text : `${text} (${counted(runs, 'run')})`));
}
