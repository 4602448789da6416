import { composeProgram } from './compose-program';
import type { MistakeSource } from './mistakes.data';
import empty from './starts/empty.txt?raw';
import equations from './starts/equations.ts?raw';
import oneOperation from './starts/one-operation.ts?raw';
import plainNumbers from './starts/plain-numbers.ts?raw';

/** What the page opens with. */
export const emptyProgram = empty;

/** The lesson's ways to write it; all keep every law. */
export const spellings: readonly { title: string; source: string }[] = [
  { title: 'In plain numbers', source: plainNumbers },
  { title: 'The equations one by one', source: equations },
  { title: 'One operation', source: oneOperation },
];

/** The program in plain numbers with a mistake in it. */
export function withMistake({ source }: MistakeSource): string {
  return composeProgram(plainNumbers, source);
}
