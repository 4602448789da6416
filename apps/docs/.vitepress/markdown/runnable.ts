import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Output } from '../../runner/messages';

const recordings = fileURLToPath(new URL('../../examples/outputs/', import.meta.url));

/** The tag around a code block, and what the program put out when it was recorded. Blank lines make Markdown of what stands between the tags. */
export function runnable(file: string, source: string, { folded = false } = {}): string {
  const recorded = recordedOutput(file, source);
  const slot = recorded ? `<template #recorded>\n\n${recorded}\n\n</template>\n<template #default>\n\n` : '';
  const end = recorded ? '\n\n</template>' : '';
  return `<RunnableExample file="${file}"${folded ? ' folded' : ''}>\n${slot}\n\`\`\`ts\n${source.trimEnd()}\n\`\`\`\n${end}\n</RunnableExample>`;
}

/** What the program put out, as HTML in Vue's terms; undefined where it was not recorded, or has changed since. */
function recordedOutput(file: string, source: string): string | undefined {
  const path = `${recordings}${file}.json`;
  if (!existsSync(path)) return undefined;
  const recorded = JSON.parse(readFileSync(path, 'utf8')) as { source: string; outputs: Output[] };
  if (recorded.source !== createHash('sha256').update(source).digest('hex')) return undefined;
  const literal = JSON.stringify(recorded.outputs.map(outputHtml).join(''));
  const region = `role="region" tabindex="0" aria-label="Recorded output of ${file}"`;
  return `<div class="runnable-output" ${region} v-html="${escape(literal)}"></div>`;
}

function outputHtml(output: Output): string {
  if (output.type === 'print') return `<pre class="print-${output.level}">${escape(output.text)}</pre>`;
  if (output.type === 'chart') return `<div class="chart">${output.svg}</div>`;
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  const body = output.rows.map((cells) => row(cells, 'td')).join('');
  return `<table><thead>${row(output.columns, 'th')}</thead><tbody>${body}</tbody></table>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
