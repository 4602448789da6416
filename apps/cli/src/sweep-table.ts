import { measureTable, type SweepMeasure, type SweptRun, type Verdict } from '@bnlab/experiments';
import { textTable } from './text-table';

const LINE_WIDTH = 110;

/** What a sweep's runs gave, as text for a terminal. */
export function sweepTable(runs: readonly SweptRun[], measure?: SweepMeasure): string {
  const { head, rows } = measureTable(runs, measure);
  return textTable(head, rows);
}

/** A sweep's claim, what was to be seen if it is true, and what of it was seen. */
export function verdictText({ claim, predictions, seeds }: Verdict): string {
  const lines = predictions.map(({ text, holds }) => [holds ? 'came true' : 'did not', text] as const);
  return [['claim', claim] as const, ...lines, ['seeds', String(seeds.length)] as const]
    .map(([head, text]) => wrapped(`${head.padEnd(11)}${text}`, 11))
    .join('\n');
}

/** Text on lines of a terminal's width, all but the first indented. */
function wrapped(text: string, indent: number): string {
  const lines = [''];
  for (const word of text.split(/(?<=\S)\s(?=\S)/)) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + word.length + 1 > LINE_WIDTH) lines.push(' '.repeat(indent) + word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}
