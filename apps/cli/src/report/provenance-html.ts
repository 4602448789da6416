import type { Provenance } from '@bnlab/experiments';
import { htmlEscape } from 'escape-goat';

/** The settings, seeds, versions and machines behind a result, and the command that makes it again, folded away. */
export function provenanceHtml({ entries, command }: Provenance): string {
  const list = entries.map(([term, text]) => htmlEscape`<dt>${term}</dt><dd>${text}</dd>`).join('');
  return (
    `<details><summary>Settings, and the command that makes it again</summary><dl>${list}</dl>` +
    htmlEscape`<pre tabindex="0"><code>${command}</code></pre></details>`
  );
}
